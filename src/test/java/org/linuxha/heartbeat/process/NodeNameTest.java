package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a node's name comes from (wire.md 7). */
class NodeNameTest {
  @TempDir Path config;

  @Test
  void theHostsNameInLowerCaseByDefault() throws Exception {
    assertThat(NodeName.node(null, config)).isEqualTo(NodeName.host().toLowerCase());
  }

  @Test
  void nodeinfoReplacesItIfItsFirstLineIsComplete() throws Exception {
    Files.writeString(config.resolve("nodeinfo"), "Alice\nrest");
    assertThat(NodeName.node(null, config)).isEqualTo("alice");
    Files.writeString(config.resolve("nodeinfo"), "Alice");
    assertThat(NodeName.node(null, config)).isEqualTo(NodeName.host().toLowerCase());
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeInItsPlaceIsToldAndNotWaitedFor() throws Exception {
    Path nodeinfo = config.resolve("nodeinfo");
    assertThat(new ProcessBuilder("mkfifo", nodeinfo.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> NodeName.node(null, config)).isInstanceOfSatisfying(StateException.class, e ->
        assertThat(e.problem().full()).contains(nodeinfo.toString())
            .contains("Cannot read this node's name: it is a pipe, a socket or a device, and no file."));
    assertThat(NodeName.node("Bob", config)).isEqualTo("bob");
  }

  @Test
  void whoLinksItToNothingHasNone() throws Exception {
    Path masked = Files.createSymbolicLink(config.resolve("nodeinfo"), Path.of("/dev/null"));
    assertThat(NodeName.node(null, config)).isEqualTo(NodeName.host().toLowerCase());
    Files.delete(masked);
  }

  @Test
  void theOptionBeatsBoth() throws Exception {
    Files.writeString(config.resolve("nodeinfo"), "alice\n");
    assertThat(NodeName.node("Bob", config)).isEqualTo("bob");
  }
}
