package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.auth.Packets.CRC;
import static org.linuxha.heartbeat.auth.Packets.MD5;
import static org.linuxha.heartbeat.auth.Packets.SHA1;
import static org.linuxha.heartbeat.auth.Packets.STATUS;
import static org.linuxha.heartbeat.auth.Packets.concat;
import static org.linuxha.heartbeat.auth.Packets.envelope;
import static org.linuxha.heartbeat.auth.Packets.key;
import static org.linuxha.heartbeat.auth.Packets.latin;
import static org.linuxha.heartbeat.auth.Packets.signed;
import static org.linuxha.heartbeat.auth.Packets.trailer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.NetstringCodec;

/** Whom we believe, and when two nodes' active keys differ (wire.md 2.3). */
class AcceptRuleTest {
  private final Envelope ours = envelope(1);

  private static Unpacked.Accepted accepted(Envelope receiver, byte[] packet) {
    Unpacked unpacked = receiver.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Accepted.class);
    return (Unpacked.Accepted) unpacked;
  }

  private static Rejection rejection(Envelope receiver, byte[] packet) {
    Unpacked unpacked = receiver.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Rejected.class);
    return ((Unpacked.Rejected) unpacked).reason();
  }

  @Test
  void ourActiveKeyIsBelievedAndNoFault() throws MalformedMessage {
    assertThat(accepted(ours, envelope(1).pack(STATUS)).foreignActive()).isFalse();
  }

  @Test
  void anotherIndexWithItsOwnKeyIsBelievedAsDocumentedButTheFaultIsTold() throws MalformedMessage {
    Unpacked.Accepted message = accepted(ours, envelope(2).pack(STATUS));
    assertThat(message.index()).isEqualTo(2);
    assertThat(message.foreignActive()).isTrue();
  }

  @Test
  void anotherIndexWithTheTextOfOurActiveKeyIsBelievedAsCDoesAndIsNoFault() throws MalformedMessage {
    byte[] packet = envelope(2, Map.of(2, key(Algorithm.MD5, "secret1"))).pack(STATUS);
    assertThat(accepted(ours, packet).foreignActive()).isFalse();
  }

  @Test
  void equalTextsUnderTwoIndicesAreNoFault() throws MalformedMessage {
    Map<Integer, KeyRing.Key> same = Map.of(1, key(Algorithm.SHA1, "SameKey9"), 2, key(Algorithm.MD5, "SameKey9"));
    assertThat(accepted(envelope(1, same), envelope(2, same).pack(STATUS)).foreignActive()).isFalse();
  }

  @Test
  void aCrcSenderIsBelievedButRefusesUsSoTheFaultIsTold() throws MalformedMessage {
    assertThat(accepted(ours, envelope(3).pack(STATUS)).foreignActive()).isTrue();
    Map<Integer, KeyRing.Key> crcs = Map.of(3, CRC, 4, CRC);
    assertThat(accepted(envelope(3, crcs), envelope(4, crcs).pack(STATUS)).foreignActive()).isFalse();
  }

  @Test
  void aKeyedSenderToAnActiveCrcIsBelievedByItsOwnKeyAndTheFaultIsTold() throws MalformedMessage {
    assertThat(accepted(envelope(3), envelope(1).pack(STATUS)).foreignActive()).isTrue();
  }

  @Test
  void anActiveCrcDoesNotOpenTheDoorToHmacsWithAnEmptyKey() {
    byte[] body = NetstringCodec.encode(STATUS);
    byte[] packet = concat(body, trailer(1, key(Algorithm.SHA1, ""), body));
    assertThat(rejection(envelope(3), packet)).isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void anotherKeyTextIsRefused() throws MalformedMessage {
    assertThat(rejection(ours, envelope(1, Map.of(1, key(Algorithm.SHA1, "other"))).pack(STATUS)))
        .isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(rejection(ours, envelope(2, Map.of(2, key(Algorithm.MD5, "other"))).pack(STATUS)))
        .isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 15, 16, 99})
  void anIndexWithoutKeyIsRefused(int index) {
    byte[] body = NetstringCodec.encode(STATUS);
    assertThat(rejection(ours, concat(body, trailer(index, SHA1, body)))).isEqualTo(Rejection.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "5:1 abc", "3:1 a.", "1:1,", "4:1abc,", "5:x abc,", "0:,", "-1:1 abc,", "99999999:1 abc,"})
  void aTrailerThatCannotBeReadIsNone(String trailer) {
    assertThat(rejection(ours, concat(NetstringCodec.encode(STATUS), latin(trailer)))).isEqualTo(Rejection.UNSIGNED);
  }

  @Test
  void underATrailerTheAuthFieldIsNotLookedAt() {
    byte[] wrongField = signed(NetstringCodec.encode(STATUS.with("auth", "1 0000")));
    assertThat(accepted(ours, wrongField).message().text("auth")).isEqualTo("1 0000");
    assertThat(accepted(ours, signed(NetstringCodec.encode(STATUS))).message()).isEqualTo(STATUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " junk", "42:1 0000000000000000000000000000000000000000,"})
  void whatFollowsTheTrailerIsIgnored(String junk) throws MalformedMessage {
    assertThat(accepted(ours, concat(envelope(1).pack(STATUS), latin(junk))).message().text("st")).isEqualTo("up");
  }

  @Test
  void aClassicMessageCountsUnderTheKeyOfItsOwnIndexAlone() throws MalformedMessage {
    assertThat(accepted(ours, envelope(1).packSerial(STATUS)).foreignActive()).isFalse();
    assertThat(accepted(ours, envelope(2).packSerial(STATUS)).foreignActive()).isTrue();
    byte[] activeText = envelope(2, Map.of(2, key(Algorithm.MD5, "secret1"))).packSerial(STATUS);
    assertThat(rejection(ours, activeText)).isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(rejection(ours, latin(">>>\nt=status\n<<<\n"))).isEqualTo(Rejection.UNSIGNED);
    assertThat(rejection(ours, latin(">>>\nt=status\nauth=9 00\n<<<\n"))).isEqualTo(Rejection.UNKNOWN_KEY);
    assertThat(rejection(ours, latin(">>>\nt=status\n(1)auth=AAAA\n<<<\n"))).isEqualTo(Rejection.UNSIGNED);
  }

  @Test
  void aClassicMessageChangedAnywhereIsRefused() throws MalformedMessage {
    String line = new String(envelope(1).packSerial(STATUS), StandardCharsets.ISO_8859_1);
    assertThat(rejection(ours, latin(line.replace("st=up", "st=active")))).isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(rejection(ours, latin(line.replace("st=up\n", "")))).isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(rejection(ours, latin(line.replace("<<<", "st=dead\n<<<")))).isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void keysAreNeverPrinted() {
    assertThat(new KeyRing(2, Map.of(2, MD5)).toString()).doesNotContain("secret2").doesNotContain("73656372657432");
    Message forged = STATUS.with("x", "y");
    Unpacked refused = ours.unpack(concat(NetstringCodec.encode(forged), trailer(2, SHA1, latin("z"))));
    assertThat(refused.toString()).doesNotContain("secret").doesNotContain("east");
  }
}
