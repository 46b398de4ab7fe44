package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.auth.AuthKeysParser;

/** hb keygen: a new key every time, for the owner alone, never over another and never printed. */
class KeygenCommandTest {
  @TempDir Path home;
  private final StringWriter said = new StringWriter();

  private int keygen(String... more) {
    String[] all = Stream.concat(Stream.of("keygen", "-o", home.resolve("authkeys").toString(), "--run-dir", home.toString()), Stream.of(more))
        .toArray(String[]::new);
    PrintWriter writer = new PrintWriter(said, true);
    return Hb.run(writer, writer, all);
  }

  @Test
  void oneKeyForTheOwnerAlone() throws Exception {
    Path file = home.resolve("authkeys");
    assertThat(keygen()).isEqualTo(Exit.OK);
    String first = Files.readString(file);
    assertThat(first).matches("auth 1\n1 sha1 [0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(AuthKeysParser.parse("authkeys", first).problems()).isEmpty();
    assertThat(said.toString()).doesNotContain(first.substring(14, 40));

    assertThat(keygen()).isEqualTo(Exit.FAILED);
    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(said.toString()).contains("HB961");

    assertThat(keygen("--force")).isEqualTo(Exit.OK);
    assertThat(Files.readString(file)).isNotEqualTo(first).hasSameSizeAs(first);
  }

  @Test
  void theMethodIsTheStrongestThatTheRunningClusterKnowsAndTheReasonIsSaid() throws Exception {
    String nodes = """
        [{"name":"alice","type":"normal","status":"active","capabilities":"heartbeat-vertx/0.1.0"},
         {"name":"bob","type":"normal","status":"active","capabilities":null},
         {"name":"carol","type":"normal","status":"dead","capabilities":null},
         {"name":"10.0.0.254","type":"ping","status":"ping","capabilities":null}]""";
    try (OneAnswer daemon = OneAnswer.json(home, 200, nodes)) {
      assertThat(keygen()).isEqualTo(Exit.OK);
      assertThat(daemon.request()).startsWith("GET /api/v1/nodes ");
    }
    assertThat(said.toString()).contains("one key of 256 bits for sha1, mode 0600")
        .contains("alice is of our own kind; bob is C Heartbeat; carol is not heard, so perhaps C Heartbeat.").doesNotContain("254");
    assertThat(Files.readString(home.resolve("authkeys"))).startsWith("auth 1\n1 sha1 ");
  }

  @Test
  void withoutADaemonTheConfigurationTellsTheNodes() throws Exception {
    Files.writeString(home.resolve("ha.cf"), "bcast eth0\nnode alice bob\n");
    assertThat(keygen()).isEqualTo(Exit.OK);
    assertThat(said.toString()).contains("sha1 was chosen, the strongest method that all nodes know, C Heartbeat too: no daemon of ours answers here")
        .contains("does not say what runs on alice, bob, so it may be C Heartbeat.");
    Files.delete(home.resolve("ha.cf"));
    assertThat(keygen("--force")).isEqualTo(Exit.OK);
    assertThat(said.toString()).contains("there is no configuration that names nodes in " + home);
  }
}
