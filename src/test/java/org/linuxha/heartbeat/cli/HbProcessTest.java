package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** hb as a process of its own, without the log of the tests: what only its environment and its libraries do. */
@Timeout(60)
class HbProcessTest {
  @TempDir Path home;

  /** Standard output. */
  private String hb(Map<String, String> environment, String... arguments) throws Exception {
    String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> !each.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, Hb.class.getName()));
    command.addAll(List.of(arguments));
    Path said = home.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(said.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return Files.readString(said);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  @Test
  void addressesInHeartbeatJsonWakeNoLibraryThatPrints() throws Exception {
    write("ha.cf", "logfacility daemon\nbcast lo\nnode alice\n");
    write("haresources", "");
    write("heartbeat.json", "{\"links\":{\"bcast lo\":{\"bind\":{\"alice\":\"127.0.0.1\"}}}}");
    String said = hb(Map.of(), "check", "--json", "--node", "alice", "--config-dir", home.toString(),
        "--run-dir", home.toString(), "--state-dir", home.toString());
    assertThat(said).doesNotContain("DEBUG").startsWith("{");
    assertThat(new JsonObject(said).isEmpty()).isFalse();
  }

  @Test
  void keysAreAskedOfTheSocketHereWhateverTheEnvironmentSays() throws Exception {
    try (OneAnswer daemon = OneAnswer.json(home, 200, "{\"active\":2,\"numbers\":[1,2]}")) {
      assertThat(hb(Map.of("HB_URL", "http://127.0.0.1:1", "HB_RUN_DIR", home.toString()), "keys", "check"))
          .isEqualTo("keys [1,2] are in use, 2 signs\n");
      assertThat(daemon.request()).startsWith("GET /api/v1/keys ");
    }
  }
}
