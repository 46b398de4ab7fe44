package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launchers in bin/ find out before there is a JVM. */
class LauncherTest {
  private static final long LIMIT_SECONDS = 60;
  private static final Path JVM = Path.of("bin/lib/jvm.sh").toAbsolutePath();
  /** Tells whether a JVM started there finds a directory of that name. */
  private static final String SCRIPT = """
      . "$0"; root=/usr; here=$PWD; mkdir -p "$PWD/$1" && cd "$here/$2" && shift 2 && hb_locale "$@"
      exec "$JAVA" -Xshare:auto -XX:TieredStopAtLevel=1 -XshowSettings:properties -version 2>&1
      """;

  @TempDir private Path directory;

  /** The character set in which a JVM reads paths. */
  private String charset(Map<String, String> locale, String place, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", SCRIPT, JVM.toString(), place, place));
    command.addAll(List.of(words));
    // this JVM itself may be unable to say such a word
    String letters = "p=$(printf 'h\\303\\274') && exec \"${@//UMLAUT/$p}\"";
    command.addAll(0, List.of("bash", "-c", letters, "say"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
    builder.environment().putAll(locale);
    builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return said.lines().filter(line -> line.contains("sun.jnu.encoding")).map(line -> line.replaceAll(".*= ", "")).findFirst()
        .orElse(said);
  }

  @Test
  void whereALocaleHasNoSuchLettersPathsAreUtf8() throws Exception {
    for (Map<String, String> locale : List.of(Map.<String, String>of(), Map.of("LC_ALL", "C"), Map.of("LANG", "POSIX"))) {
      assertThat(charset(locale, "UMLAUT")).as("the place, " + locale).isEqualTo("UTF-8");
      assertThat(charset(locale, "plain", "--config-dir", "/etc/UMLAUT")).as("a word, " + locale).isEqualTo("UTF-8");
    }
  }

  @Test
  void elseTheLocaleIsLeftAsItIs() throws Exception {
    assertThat(charset(Map.of("LC_ALL", "C"), "plain", "--config-dir", "/etc/a b~c")).isNotEqualTo("UTF-8");
    assertThat(charset(Map.of("LC_ALL", "C.UTF-8"), "UMLAUT")).isEqualTo("UTF-8");
  }
}
