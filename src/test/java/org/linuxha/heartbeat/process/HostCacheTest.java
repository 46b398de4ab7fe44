package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.NodeTable.Entry;

/** The node lists on disk, in the C daemon's format (wire.md 7). */
class HostCacheTest {
  private static final UUID UUID_A = UUID.fromString("e41078ad-9592-d76f-b7cd-32cc6c59d86b");

  @TempDir Path directory;
  private final List<String> said = new ArrayList<>();

  private NodeTable read() throws StateException {
    return new HostCache(directory).read((severity, code, text) -> said.add(text));
  }

  @Test
  void noFilesAreAnEmptyTable() throws Exception {
    assertThat(read()).isEqualTo(NodeTable.EMPTY);
    assertThat(said).isEmpty();
  }

  @Test
  void linesAreWrittenAsTheCDaemonWritesThem() throws Exception {
    NodeTable table =
        new NodeTable(
            List.of(new Entry("north", UUID_A, 100, ""), new Entry("south", null, 7, "site b")),
            List.of());
    new HostCache(directory).write(table);
    assertThat(directory.resolve("hostcache"))
        .hasContent(
            "north\te41078ad-9592-d76f-b7cd-32cc6c59d86b\t100\t\n"
                + "south\t00000000-0000-0000-0000-000000000000\t7\tsite b\n");
    assertThat(directory.resolve("delhostcache")).isEmptyFile();
    assertThat(read()).isEqualTo(table);
  }

  @Test
  void linesOfOlderVersionsEndEarlierAndRepeatedNodesCountOnce() throws Exception {
    Files.writeString(directory.resolve("hostcache"), "a\t" + UUID_A + "\nb\t" + UUID_A + "\t5\n");
    Files.writeString(directory.resolve("delhostcache"), ("c\t" + UUID_A + "\t0\t\n").repeat(3));
    assertThat(read())
        .isEqualTo(
            new NodeTable(
                List.of(new Entry("a", UUID_A, 100, ""), new Entry("b", UUID_A, 5, "")),
                List.of(new Entry("c", UUID_A, 0, ""))));
  }

  @Test
  void nonsenseIsNamedAndLeftOut() throws Exception {
    Files.write(
        directory.resolve("hostcache"),
        ("just words\n\n\t" + UUID_A + "\nx\tnot-a-uuid\t1\t\ny\t" + UUID_A + "\tmany\t\n"
            + "z".repeat(100) + "\t" + UUID_A + "\t1\t\ngood\t" + UUID_A + "\t1\t\n\u0000\u00ff\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read().nodes()).containsExactly(new Entry("good", UUID_A, 1, ""));
    assertThat(said).hasSize(6).first().asString().contains("hostcache:1");
  }

  @Test
  void noByteOfASiteCanForgeAColumnOrALine() {
    assertThat(HostCache.format(new Entry("a", UUID_A, 1, "x\ty\nevil\t")))
        .isEqualTo("a\t" + UUID_A + "\t1\tx y evil \n");
  }
}
