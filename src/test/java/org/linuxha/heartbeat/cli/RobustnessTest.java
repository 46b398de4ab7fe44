package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Bytes;

/** The payloads that were thrown at a real node, with its verdict (wire.md 14, robustness.jsonl). */
class RobustnessTest {

  /** Well formed and signed: a node drops them for what they say, not for what they are. The heart decides. */
  private static final Set<String> DROPPED_BY_THE_HEART = Set.of(
      "empty-ish ###\\n%%%", "missing t", "missing src", "missing ts", "missing seq", "seq=zz", "seq=0", "ts=0", "missing hg",
      "hg lower (replay)", "no st", "unknown node", "ack for us seq huge", "dest other node status",
      "rexmit too high", "rexmit bad", "fields dup t (two t)", "alive?");

  /** We accept a trailer that is right under its own index's key, which C does not (wire.md 2.3). */
  private static final Set<String> ACCEPTED_BY_US_ONLY = Set.of("trailer idx2 md5 with key2");

  /** Would kill a C node (wire.md 0.10). */
  private static final Set<String> DROPPED_BY_US_ONLY = Set.of("unknown type tag 7");

  record Case(String name, String verdict, byte[] payload) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return Vectors.lines(Vectors.FOLDER.resolve("robustness.jsonl")).stream().map(JsonObject::new)
        .map(o -> new Case(o.getString("name"), o.getString("verdict"), Bytes.ofHex(o.getString("payload_hex")).toArray()))
        .toList();
  }

  private static KeyRing.Key key(Algorithm algorithm, String secret) {
    return new KeyRing.Key(algorithm, Bytes.copyOf(secret.getBytes()));
  }

  private final Envelope envelope = new Envelope(
      new KeyRing(1, Map.of(1, key(Algorithm.SHA1, "secret1"), 2, key(Algorithm.MD5, "secret2"), 3, key(Algorithm.CRC, ""))),
      true, ClusterConfig.Compression.DEFAULT);

  @ParameterizedTest
  @MethodSource("cases")
  void ourVerdictIsTheOneOfARealNodeOrAStatedDifference(Case each) {
    boolean accept = each.verdict.equals("accept")
        || DROPPED_BY_THE_HEART.contains(each.name) || ACCEPTED_BY_US_ONLY.contains(each.name);
    assertThat(envelope.unpack(each.payload) instanceof Unpacked.Accepted)
        .isEqualTo(accept && !DROPPED_BY_US_ONLY.contains(each.name));
  }

  @Test
  void everyStatedDifferenceIsStillInTheList() {
    List<String> names = cases().stream().map(Case::name).toList();
    assertThat(names).containsAll(DROPPED_BY_THE_HEART).containsAll(ACCEPTED_BY_US_ONLY).containsAll(DROPPED_BY_US_ONLY);
  }
}
