package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hb simulate as people use it. */
class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int simulate(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  @Test
  void aSeedLivesAndTheRulesHold() {
    assertThat(simulate("--seed", "5", "--lives", "3")).isZero();
    assertThat(out.toString()).startsWith("3 lives, ").endsWith("Every rule held.\n");
  }

  @Test
  void theTraceOfASeedIsAlwaysTheSame() {
    simulate("--seed", "5", "--nodes", "2", "--faults", "loss=20%", "--trace");
    String first = out.toString();
    out.getBuffer().setLength(0);
    simulate("--seed", "5", "--nodes", "2", "--faults", "loss=20%", "--trace");
    assertThat(out.toString()).isEqualTo(first).contains("seed 5: 2 nodes").contains("loss=0.2").contains(" lost: ");
  }

  @Test
  void theResultIsTheSameWithManyAtOnce() {
    simulate("--seed", "40", "--lives", "12", "--members", "mixed", "--jobs", "1");
    String first = out.toString();
    out.getBuffer().setLength(0);
    simulate("--seed", "40", "--lives", "12", "--members", "mixed", "--jobs", "5");
    assertThat(out.toString()).isEqualTo(first).startsWith("12 lives, ");
  }

  @Test
  void theResultIsJsonOnRequest() {
    assertThat(simulate("--seed", "5", "--faults", "none", "--json")).isZero();
    JsonObject result = new JsonObject(out.toString());
    assertThat(result.getBoolean("ok")).isTrue();
    assertThat(result.getLong("events")).isPositive();
    assertThat(result.getJsonArray("violations")).isEmpty();
  }

  @Test
  void aTranscriptIsReplayedFromAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("two.txt");
    Files.writeString(file, "> nodes north south\n> start north south\n> run 1s\n> view\n");
    assertThat(simulate("--transcript", file.toString())).isZero();
    assertThat(out.toString()).contains("north: ACTIVE, north active, south active");
  }

  @Test
  void aTranscriptThatIsNoTextIsSaidSo(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("image"), new byte[] {(byte) 0xff, 0});
    assertThat(simulate("--transcript", file.toString())).isEqualTo(2);
    assertThat(simulate("--transcript", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file + ": it is no text in UTF-8").contains(directory + ": it is a directory");
  }

  @Test
  void wrongUseIsExplained() {
    assertThat(simulate("--faults", "rain=1")).isEqualTo(2);
    assertThat(simulate("--nodes", "1")).isEqualTo(2);
    assertThat(simulate("--lives", "0")).isEqualTo(2);
    assertThat(simulate("--jobs", "0")).isEqualTo(2);
    assertThat(simulate("--transcript", "/nowhere.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("'rain=1' names no fault").contains("--nodes takes 2 to 16")
        .contains("--lives takes a positive number").contains("--jobs takes 1 to 256").contains("there is no such file");
  }
}
