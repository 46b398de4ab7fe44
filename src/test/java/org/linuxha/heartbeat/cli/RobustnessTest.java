package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Rejection;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Bytes;

/**
 * The payloads that were thrown at a real node, with its verdict (wire.md 14, robustness.jsonl), and
 * ours on the packet alone. Each line of the list stands in one of the tables here: a new one fails.
 */
class RobustnessTest {

  /** No packet for us, or none to believe: refused here, under that name. */
  private static final Map<String, Rejection> REFUSED =
      Map.ofEntries(
          Map.entry("classic >>> bad auth", Rejection.WRONG_SIGNATURE),
          Map.entry("classic >>> no auth", Rejection.UNSIGNED),
          Map.entry("no trailer at all", Rejection.UNSIGNED),
          Map.entry("trailer idx 9 unknown", Rejection.UNKNOWN_KEY),
          Map.entry("trailer garbage", Rejection.UNSIGNED),
          Map.entry("bit flip in body", Rejection.WRONG_SIGNATURE),
          Map.entry("truncated half", Rejection.TRUNCATED),
          Map.entry("truncated in trailer", Rejection.UNSIGNED),
          Map.entry("3 bytes", Rejection.NO_MESSAGE),
          Map.entry("garbage", Rejection.NO_MESSAGE),
          Map.entry("binary-length lies", Rejection.TRUNCATED),
          // a real node dies of it (wire.md 0.10)
          Map.entry("unknown type tag 7", Rejection.FIELD_TYPE));

  /** Well formed and rightly signed. What a node drops of these it drops for what they say: the heart decides. */
  private static final List<String> LEFT_TO_THE_HEART =
      List.of(
          "empty-ish ###\\n%%%", "missing t", "missing src", "missing ts", "missing seq", "seq=zz", "seq=0", "ts=0",
          "missing hg", "hg lower (replay)", "no st", "unknown node", "ack for us seq huge",
          "dest other node status", "rexmit too high", "rexmit bad", "fields dup t (two t)", "alive?");

  /** A real node refuses it: it computes with the text of its active key. We also believe the documented meaning. */
  private static final List<String> BELIEVED_BY_US_ONLY = List.of("trailer idx2 md5 with key2");

  private static final List<String> BELIEVED_BY_BOTH =
      List.of(
          "join init", "join up", "active", "reqnodes dest north", "netstring without auth= field, valid trailer",
          "netstring valid trailer, wrong auth= field", "classic >>> with valid auth=",
          "classic >>> auth idx 2 (md5 own key)", "trailer idx2 md5 with key of idx1", "trailer idx3 crc",
          "trailing junk after trailer", "trailing NUL", "missing ttl", "ttl=0", "no srcuuid", "st=weird",
          "back active", "no dt", "unknown type", "unknown NS_ type", "rexmit seq 1", "rexmit 5-9", "gap of 3",
          "fill gap", "gap 1 then nak", "nak", "gap 600", "dup packet");

  record Case(String name, String verdict, byte[] payload) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return Vectors.lines(Vectors.FOLDER.resolve("robustness.jsonl")).stream()
        .map(JsonObject::new)
        .map(o -> new Case(o.getString("name"), o.getString("verdict"), Bytes.ofHex(o.getString("payload_hex")).toArray()))
        .toList();
  }

  private static KeyRing.Key key(Algorithm algorithm, String secret) {
    return new KeyRing.Key(algorithm, Bytes.copyOf(secret.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private final Envelope envelope =
      new Envelope(
          new KeyRing(1, Map.of(1, key(Algorithm.SHA1, "secret1"), 2, key(Algorithm.MD5, "secret2"), 3, key(Algorithm.CRC, ""))),
          true,
          ClusterConfig.Compression.DEFAULT);

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ourVerdictOnThePacketIsTheStatedOne(Case each) {
    Unpacked unpacked = envelope.unpack(each.payload);
    Rejection expected = REFUSED.get(each.name);
    if (expected == null) {
      assertThat(unpacked).isInstanceOf(Unpacked.Accepted.class);
    } else {
      assertThat(unpacked)
          .isInstanceOfSatisfying(Unpacked.Rejected.class, refused -> assertThat(refused.reason()).isEqualTo(expected));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theTableAgreesWithWhatTheRealNodeDid(Case each) {
    switch (each.verdict) {
      case "accept" -> assertThat(BELIEVED_BY_BOTH).contains(each.name);
      case "drop" -> assertThat(BELIEVED_BY_BOTH).doesNotContain(each.name);
      default -> assertThat(each.verdict).isEqualTo("see note");
    }
  }

  @Test
  void everyLineOfTheListStandsInExactlyOneTable() {
    Map<String, Integer> tables = new LinkedHashMap<>();
    Stream.of(List.copyOf(REFUSED.keySet()), LEFT_TO_THE_HEART, BELIEVED_BY_US_ONLY, BELIEVED_BY_BOTH)
        .flatMap(List::stream)
        .forEach(name -> tables.merge(name, 1, Integer::sum));
    assertThat(tables.values()).containsOnly(1);
    assertThat(new ArrayList<>(tables.keySet()))
        .containsExactlyInAnyOrderElementsOf(cases().stream().map(Case::name).distinct().toList());
  }

  @Test
  void thatTheActiveKeysDifferIsToldWhereItIsSo() {
    List<String> foreign = cases().stream()
        .filter(each -> envelope.unpack(each.payload) instanceof Unpacked.Accepted message && message.foreignActive())
        .map(Case::name).toList();
    assertThat(foreign)
        .containsExactly("classic >>> auth idx 2 (md5 own key)", "trailer idx2 md5 with key2", "trailer idx3 crc");
  }
}
