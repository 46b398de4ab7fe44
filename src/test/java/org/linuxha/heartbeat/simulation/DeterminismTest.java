package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same seed, same trace, byte for byte, in this JVM and in another one. */
class DeterminismTest {
  private static final long SEED = 14;

  private static String trace(long seed) {
    StringBuilder text = new StringBuilder();
    Life.live(LifePlan.draw(seed, LifePlan.Fixed.NOTHING), Trace.to(line -> text.append(line).append('\n')));
    return text.toString();
  }

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherSeedAnotherOne() {
    String trace = trace(SEED);
    assertThat(trace.lines().count()).isGreaterThan(1_000);
    assertThat(trace(SEED)).isEqualTo(trace);
    assertThat(trace(SEED + 1)).isNotEqualTo(trace);
  }

  /** Hash seeds differ from JVM to JVM: an order taken from a hash table would show here. */
  @Test
  void anotherJvmGivesTheSameTrace(@TempDir Path directory) throws IOException, InterruptedException {
    Path output = directory.resolve("trace.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Printer.class.getName(), Long.toString(SEED))
            .redirectOutput(output.toFile())
            .redirectError(new File("/dev/null"))
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the other JVM ends").isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo(trace(SEED));
  }

  /** Runs in the other JVM. */
  static final class Printer {
    private Printer() {}

    public static void main(String[] arguments) {
      System.out.print(trace(Long.parseLong(arguments[0])));
    }
  }
}
