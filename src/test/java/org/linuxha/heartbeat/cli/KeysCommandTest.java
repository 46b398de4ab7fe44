package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyProof;
import org.linuxha.heartbeat.auth.KeyRing;

/** hb keys: the file of a rotation, where it stands, and hb keys check. */
class KeysCommandTest {
  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hb(String... arguments) {
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private KeyRing ring(String text) throws Exception {
    return KeyFile.read(Files.writeString(home.resolve("authkeys"), text));
  }

  @Test
  void theFileHasAuthFirstAndEveryKeyAndIsReadAsItWasMeant() throws Exception {
    KeyRing ring = ring("auth 3\n# old\n3 md5 old-key\n1 crc\n");
    assertThat(KeyFile.free(ring)).isEqualTo(2);
    KeyRing both = KeyFile.with(ring, 2, Algorithm.SHA1);
    String text = new String(KeyFile.text(KeyFile.signingWith(both, 2)), StandardCharsets.US_ASCII);
    assertThat(text).matches("auth 2\n1 crc\n2 sha1 [0-9a-f]{64}\n3 md5 old-key\n");
    assertThat(ring(text)).isEqualTo(KeyFile.signingWith(both, 2));
    assertThat(KeyFile.without(KeyFile.signingWith(both, 2), 3).keys()).containsOnlyKeys(1, 2);
    StringBuilder full = new StringBuilder("auth 1\n");
    for (int number = 1; number <= 15; number++) {
      full.append(number).append(" sha1 key-").append(number).append('\n');
    }
    KeyRing fullRing = ring(full.toString());
    assertThatThrownBy(() -> KeyFile.free(fullRing)).isInstanceOf(CannotAnswer.class).hasMessageContaining("HB976");
  }

  @Test
  void aProofTellsNumberMethodKeyAndChallengeApart() throws Exception {
    KeyRing ring = ring("auth 1\n1 sha1 key\n2 md5 key\n3 sha1 other\n4 crc\n");
    String proof = KeyProof.of(1, ring.keys().get(1), "c");
    // printf 'heartbeat key proof 1\n1 sha1\nc' | openssl dgst -sha256 -hmac key
    assertThat(proof).isEqualTo("3c54c3f898961800a4db8b28a4ff80857c25f6bbba3c1527b8a354662a7f7590");
    assertThat(List.of(KeyProof.of(2, ring.keys().get(1), "c"), KeyProof.of(1, ring.keys().get(2), "c"),
        KeyProof.of(1, ring.keys().get(3), "c"), KeyProof.of(1, ring.keys().get(1), "d"))).doesNotContain(proof).doesNotHaveDuplicates();
    assertThat(KeyProof.isRight(4, ring.keys().get(4), "c", "")).isFalse();
    assertThat(KeyProof.isRight(5, null, "c", proof)).isFalse();
  }

  @Test
  void aRotationThatStandsIsToldAndNotBegunAgain() throws Exception {
    ring("auth 1\n1 sha1 key\n");
    KeyRotation.begin(1, 2, List.of("a", "b")).at(KeyRotation.Stage.SWITCH).write(home);
    assertThat(Files.readString(home.resolve(KeyRotation.NAME))).doesNotContain("key\"");
    assertThat(hb("keys", "rotate", "--config-dir", home.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB975").contains("stage switch");
    assertThat(hb("keys", "rotate", "--status", "--config-dir", home.toString())).isEqualTo(Exit.DEGRADED);
    KeyRotation.begin(1, 2, List.of("a", "b")).at(KeyRotation.Stage.RETIRE).write(home);
    assertThat(hb("keys", "rotate", "--back", "--config-dir", home.toString())).as("the old key may be gone").isEqualTo(Exit.FAILED);
    Files.writeString(home.resolve(KeyRotation.NAME), "{}");
    err.getBuffer().setLength(0);
    assertThat(hb("keys", "rotate", "--config-dir", home.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB976").contains("cannot be read");
    Files.delete(home.resolve(KeyRotation.NAME));
    assertThat(hb("keys", "rotate", "--continue", "--config-dir", home.toString())).isEqualTo(Exit.FAILED);
    assertThat(hb("keys", "rotate", "--method", "crc", "--config-dir", home.toString())).isEqualTo(Exit.USAGE);
    ring("auth 1\n1 crc\n");
    assertThat(hb("keys", "rotate", "--config-dir", home.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("crc has no key");
  }

  @Test
  void checkSaysWhatTheDaemonSays() throws Exception {
    String challenge = "0011223344556677";
    try (OneAnswer daemon = OneAnswer.json(home, 200, "{\"active\":2,\"numbers\":[1,2],\"holds\":true}")) {
      assertThat(hb("keys", "check", "--run-dir", home.toString(), "--number", "2", "--challenge", challenge, "--proof", "ab", "--active", "2"))
          .isEqualTo(Exit.OK);
      assertThat(daemon.request()).startsWith("GET /api/v1/keys?number=2&challenge=" + challenge + "&proof=ab ");
    }
    assertThat(out.toString()).isEqualTo("keys [1,2] are in use, 2 signs; key 2 is the same\n");
    for (String[] wrong : new String[][] {{"--active", "1"}, {"--without", "1"}}) {
      try (OneAnswer daemon = OneAnswer.json(home, 200, "{\"active\":2,\"numbers\":[1,2]}")) {
        assertThat(hb("keys", "check", "--run-dir", home.toString(), wrong[0], wrong[1])).isEqualTo(Exit.DEGRADED);
      }
    }
    assertThat(hb("keys", "check", "--run-dir", home.resolve("none").toString())).isEqualTo(Exit.NOT_RUNNING);
    assertThat(hb("keys", "check", "--proof", "ab")).isEqualTo(Exit.USAGE);
  }
}
