package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
  void theOptionBeatsBoth() throws Exception {
    Files.writeString(config.resolve("nodeinfo"), "alice\n");
    assertThat(NodeName.node("Bob", config)).isEqualTo("bob");
  }
}
