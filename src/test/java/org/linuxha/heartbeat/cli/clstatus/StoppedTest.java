package org.linuxha.heartbeat.cli.clstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cl_status-30 and 31: what is said, and the exit code, where no daemon runs. */
class StoppedTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"cl_status-30-hbstatus-stopped", "cl_status-31-listnodes-stopped"})
  void saysWhatCSays(String name) throws Exception {
    List<String> recorded = Files.readAllLines(Path.of("src/test/resources/vectors/client/" + name + ".txt"));
    String command = recorded.stream().filter(line -> line.startsWith("# client:")).findFirst().orElseThrow();
    List<String> wanted = recorded.stream().filter(line -> line.startsWith("| ") || line.startsWith("== exit"))
        .map(line -> line.replaceFirst("^\\| (\\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ cl_status: \\[\\d+\\]: ERROR: )?", ""))
        .toList();

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> said = new ArrayList<>();
    int exit;
    try {
      exit = new ClStatus(new PrintStream(printed, true, StandardCharsets.UTF_8), directory)
          .run(List.of(command.substring(command.indexOf("cl_status ") + 10)));
    } catch (Refused refused) {
      said.addAll(List.of(refused.lines()));
      exit = refused.exit();
    }
    said.addAll(0, printed.toString(StandardCharsets.UTF_8).lines().toList());
    said.add("== exit code " + exit);
    assertThat(said).isEqualTo(wanted);
  }
}
