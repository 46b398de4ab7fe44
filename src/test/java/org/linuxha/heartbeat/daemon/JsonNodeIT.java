package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.ToJson;

/** A node that has heartbeat.json alone runs beside one that has ha.cf; a wrong one says where. */
class JsonNodeIT {
  @TempDir Path directory;

  @Test
  void aNodeRunsFromHeartbeatJsonAlone() throws Exception {
    String link = TestNode.link();
    try (TestNode alice = new TestNode("alice", directory, link, "alice bob");
        TestNode bob = new TestNode("bob", directory, link, "alice bob")) {
      toJson(alice);
      assertThat(alice.heartbeat().status()).isZero();
      assertThat(bob.heartbeat().status()).isZero();
      alice.awaitLogMatching("node bob.*status active");
      bob.awaitLogMatching("node alice.*status active");
      Path json = alice.config.resolve(JsonFiles.NAME);
      Files.writeString(json, Files.readString(json).replace("\"keepaliveMillis\" : 100", "\"keepaliveMillis\" : \"100\""));
      TestNode.Result checked = alice.heartbeat("-r");
      assertThat(checked.status()).isEqualTo(1);
      assertThat(checked.err() + checked.out()).containsPattern("HB182 heartbeat\\.json:\\d+:\\d+ /timing/keepaliveMillis: ");
      assertThat(alice.heartbeat("-k").status()).isZero();
      assertThat(alice.heartbeat().status()).as("nothing is started").isEqualTo(6);
      assertThat(bob.heartbeat("-k").status()).isZero();
    }
  }

  private static void toJson(TestNode node) throws Exception {
    Path haCf = node.config.resolve("ha.cf");
    Path keys = node.config.resolve("authkeys");
    ToJson json = ToJson.of(new ConfigFiles(Files.readString(haCf), Optional.of(Files.readString(keys)), Optional.of("")));
    Files.writeString(node.config.resolve(JsonFiles.NAME),
        json.main().put("secrets", JsonFiles.SECRETS).encodePrettily());
    Path secrets = Files.writeString(node.config.resolve(JsonFiles.SECRETS), json.secrets().encodePrettily());
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    Files.delete(haCf);
    Files.delete(keys);
    Files.delete(node.config.resolve("haresources"));
  }
}
