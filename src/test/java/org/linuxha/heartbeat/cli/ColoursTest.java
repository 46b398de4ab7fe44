package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours on terminals only. */
class ColoursTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  @TempDir Path directory;

  private Path to(String target) throws Exception {
    return Files.createSymbolicLink(directory.resolve("fd" + target.hashCode()), Path.of(target));
  }

  @Test
  void onlyATerminalHasThem() throws Exception {
    assertThat(Colours.wanted(to("/dev/pts/3"), XTERM)).isTrue();
    assertThat(Colours.wanted(to("/dev/pts/4"), XTERM)).isTrue();
    assertThat(Colours.wanted(to("pipe:[123]"), XTERM)).isFalse();
    assertThat(Colours.wanted(to("/tmp/out"), XTERM)).isFalse();
    assertThat(Colours.wanted(directory.resolve("closed"), XTERM)).isFalse();
  }

  @Test
  void whoeverWantsNoneGetsNone() throws Exception {
    Path terminal = to("/dev/pts/3");
    assertThat(Colours.wanted(terminal, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Colours.wanted(terminal, Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Colours.wanted(terminal, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Colours.wanted(terminal, Map.of())).isFalse();
  }

  @Test
  void aTableKeepsItsColumnsWhateverTheColours() {
    Table table = new Table("NODE", "STATUS", "REASON");
    table.row("alice", "dead", "gone");
    assertThat(table.text(true)).contains("alice  \u001b[31mdead\u001b[0m    gone");
    assertThat(table.text(true).replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(table.toString());
  }
}
