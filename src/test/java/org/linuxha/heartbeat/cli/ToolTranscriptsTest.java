package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** client-api.md 10: our hb_ scripts write the bytes that C's write, and end as they end. */
class ToolTranscriptsTest {
  private static final Path VECTOR = Path.of("src/test/resources/vectors/client/fifo-scripts.txt");
  @TempDir private Path directory;

  @Test
  void everyScriptWritesWhatCsWrites() throws Exception {
    List<String> different = new ArrayList<>();
    int played = 0;
    String command = null;
    StringBuilder wanted = new StringBuilder();
    List<String> lines = new ArrayList<>(Files.readAllLines(VECTOR));
    lines.add("$ end");
    for (String line : lines) {
      if (line.startsWith("$ ")) {
        // mach_down and req_resource are resource scripts, and stay with resources
        if (command != null && Files.isExecutable(Path.of("bin", command.split(" ")[0]))) {
          played++;
          String came = play(command);
          if (!came.equals(wanted.toString())) {
            different.add(command + "\nours: " + came + "\nC's:  " + wanted);
          }
        }
        command = line.substring(2);
        wanted.setLength(0);
      } else if (line.startsWith("rc ") || line.startsWith("bytes ") || line.startsWith("output ")) {
        wanted.append(masked(line)).append('\n');
      }
    }
    assertThat(different).isEmpty();
    assertThat(played).isEqualTo(12);
  }

  private static String masked(String line) {
    return line.replaceFirst("output \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d ", "output TIME ")
        .replaceFirst("\\S*/(hb_\\w+)", "$1");
  }

  private String play(String command) throws Exception {
    Path fifo = Files.writeString(directory.resolve("fifo"), "");
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.set(0, "bin/" + words.get(0));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("HA_FIFO", fifo.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String written = Files.readString(fifo);
    StringBuilder came = new StringBuilder("rc " + process.waitFor() + "\nbytes "
        + (written.isEmpty() ? "(none)" : written.replace("\n", "\\n")) + "\n");
    output.lines().forEach(line -> came.append(masked("output " + line)).append('\n'));
    return came.toString();
  }
}
