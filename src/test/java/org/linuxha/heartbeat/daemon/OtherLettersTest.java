package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next life of a daemon whose paths have letters beyond ASCII: a JVM that really executes itself. */
class OtherLettersTest {
  private static final String PATH = "/srv/\u00fcber/\u5fc3";
  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path directory;

  /** Rehearses, becomes its own next life, and then says what it was told. */
  public static final class Living {
    private Living() {}

    public static void main(String[] words) throws Exception {
      if (SelfExec.isRehearsal()) {
        System.out.println("rehearsal " + words[0].equals(PATH));
      } else if (SelfExec.isNext()) {
        System.out.println("next " + words[0].equals(PATH));
      } else {
        SelfExec.prepare();
        new ProcessBuilder(SelfExec.rehearsal()).inheritIO().start().waitFor();
        SelfExec.run(Path.of(words[1]));
      }
    }
  }

  private String lives(String called) throws Exception {
    Path said = directory.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(
        "/bin/sh", "-c", "exec \"$@\" \"$(printf '/srv/\\303\\274ber/\\345\\277\\203')\" \"" + called + "\"", "jvm",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), Living.class.getName());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  @Test
  void theNextLifeAndItsRehearsalAreToldTheSamePath() throws Exception {
    assertThat(lives("/none")).isEqualTo("rehearsal true\nnext true\n");
  }

  @Test
  void aProgramOfSuchANameIsFound() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process link = new ProcessBuilder("/bin/sh", "-c", "ln -s \"$0\" \"$1/$(printf 'h\\303\\244rz')\"", java.toString(), directory.toString()).start();
    assertThat(link.waitFor()).isZero();
    assertThat(lives(directory + "/$(printf 'h\\303\\244rz')")).isEqualTo("rehearsal true\nnext true\n");
  }
}
