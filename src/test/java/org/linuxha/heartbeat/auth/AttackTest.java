package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.auth.Packets.KEYS;
import static org.linuxha.heartbeat.auth.Packets.SHA1;
import static org.linuxha.heartbeat.auth.Packets.STATUS;
import static org.linuxha.heartbeat.auth.Packets.concat;
import static org.linuxha.heartbeat.auth.Packets.envelope;
import static org.linuxha.heartbeat.auth.Packets.latin;
import static org.linuxha.heartbeat.auth.Packets.signed;
import static org.linuxha.heartbeat.auth.Packets.trailer;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Limits;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/** One test an attack; most attackers here have the key, as a program gone wrong on a node has. */
class AttackTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Envelope envelope = envelope(1);

  private Rejection rejection(byte[] packet) {
    Unpacked unpacked = envelope.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Rejected.class);
    return ((Unpacked.Rejected) unpacked).reason();
  }

  private static byte[] netstring(String... fields) {
    return latin("###\n" + String.join("", fields) + "%%%\n");
  }

  private static String field(String content) {
    return content.length() + ":" + content + ",";
  }

  /** What the heap gave for that, in bytes, whether or not it was freed since. */
  private static long cost(Supplier<?> work) {
    work.get();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.get();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9})
  void aFieldTypeThatKillsACDaemonIsDroppedThoughRightlySigned(int type) {
    assertThat(rejection(signed(netstring(field("(0)t=abc"), field("(" + type + ")x=yz"))))).isEqualTo(Rejection.FIELD_TYPE);
  }

  @Test
  void seventeenNestedStructs() {
    String nested = "###\n%%%\n";
    for (int i = 0; i < 17; i++) {
      nested = "###\n" + field("(2)a=" + nested) + "%%%\n";
    }
    assertThat(rejection(signed(latin(nested)))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @Test
  void structsNestedAsDeepAsADatagramHolds() {
    StringBuilder opening = new StringBuilder();
    for (int i = 0; i < 4_000; i++) {
      opening.append("###\n").append(60_000 - i * 13).append(":(2)a=");
    }
    assertThat(rejection(signed(latin(opening + "###\n%%%\n")))).isIn(Rejection.TRUNCATED, Rejection.OVER_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999:(0)t=x,", "2147483647:(0)t=x,", "4294967295:(0)t=x,", "-5:(0)t=x,", ":(0)t=x,", "3:(0),", "1:(,", "0:,"})
  void aLyingLengthIsRefusedAndNothingIsMadeForIt(String field) {
    byte[] packet = signed(netstring(field));
    assertThat(rejection(packet)).isIn(Rejection.TRUNCATED, Rejection.MALFORMED, Rejection.OVER_LIMIT);
    assertThat(cost(() -> envelope.unpack(packet))).as("bytes allocated").isLessThan(4_096);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void aBombIsDefusedAtTwoMebibytes(String algorithm) {
    byte[] packet = signed(NetstringCodec.encode(bomb(algorithm)));
    assertThat(packet.length).isLessThan(Limits.DATAGRAM * 2);
    assertThat(rejection(packet)).isEqualTo(Rejection.OVER_LIMIT);
    assertThat(cost(() -> envelope.unpack(packet))).as("bytes allocated").isLessThan(16L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void anUnsignedBombIsNotEvenOpened(String algorithm) {
    byte[] body = NetstringCodec.encode(bomb(algorithm));
    byte[] packet = concat(body, trailer(1, SHA1, latin("something else")));
    assertThat(rejection(packet)).isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(cost(() -> envelope.unpack(packet))).as("bytes allocated").isLessThan(4_096);
  }

  private static Message bomb(String algorithm) {
    Bytes packed = Compressor.compress(new byte[64 << 20], algorithm);
    return Message.EMPTY.with(Field.binary(Fields.COMPRESSED_PAYLOAD, packed))
        .with(Fields.COMPRESSION_ALGORITHM, algorithm);
  }

  @Test
  void aPayloadOfNothingButFieldsCostsNoMoreThanItsShare() {
    String inner = "###\n" + "5:(0)a=,".repeat(250_000) + "%%%\n";
    Bytes packed = Compressor.compress(latin(inner), Compressor.ZLIB);
    byte[] packet = signed(NetstringCodec.encode(Message.EMPTY
        .with(Field.binary(Fields.COMPRESSED_PAYLOAD, packed)).with(Fields.COMPRESSION_ALGORITHM, Compressor.ZLIB)));
    assertThat(rejection(packet)).isEqualTo(Rejection.OVER_LIMIT);
    assertThat(cost(() -> envelope.unpack(packet))).as("bytes allocated").isLessThan(16L << 20);
  }

  @Test
  void compressedGarbageAndUnknownAlgorithms() {
    for (String algorithm : List.of("zlib", "bz2", "lzma", "")) {
      Message outer = Message.EMPTY.with(Field.binary(Fields.COMPRESSED_PAYLOAD, Bytes.ofHex("00ff00ff")))
          .with(Fields.COMPRESSION_ALGORITHM, algorithm);
      assertThat(rejection(signed(NetstringCodec.encode(outer)))).isEqualTo(Rejection.COMPRESSION);
    }
    Message nameless = Message.EMPTY.with(Field.binary(Fields.COMPRESSED_PAYLOAD, Bytes.EMPTY));
    assertThat(rejection(signed(NetstringCodec.encode(nameless)))).isEqualTo(Rejection.COMPRESSION);
  }

  @Test
  void everyTruncationOfAGoodPacket() throws MalformedMessage {
    for (byte[] packet : List.of(envelope.pack(STATUS), envelope.packSerial(STATUS))) {
      for (int length = 0; length < packet.length; length++) {
        assertThat(envelope.unpack(Arrays.copyOf(packet, length))).isInstanceOf(Unpacked.Rejected.class);
      }
    }
  }

  @Test
  void everySingleBitOfAGoodPacket() throws MalformedMessage {
    byte[] packet = new Envelope(new KeyRing(1, KEYS), false, Compression.DEFAULT).pack(STATUS);
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] changed = packet.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(envelope.unpack(changed)).as("bit %d", bit).isInstanceOf(Unpacked.Rejected.class);
    }
  }

  @Test
  void moreFieldsThanAnyProgramSends() {
    assertThat(rejection(signed(netstring("5:(0)a=,".repeat(Limits.ITEMS + 1))))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @Test
  void aNameLongerThan255Bytes() {
    assertThat(rejection(signed(netstring(field("(0)" + "n".repeat(256) + "=v"))))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @Test
  void aPacketBeyondTheWiresLimitIsNotLookedAt() {
    byte[] packet = signed(netstring(field("(1)x=" + "y".repeat(Limits.MESSAGE))));
    assertThat(rejection(packet)).isEqualTo(Rejection.OVER_LIMIT);
    assertThat(cost(() -> envelope.unpack(packet))).as("bytes allocated").isLessThan(4_096);
  }

  @Test
  void aTrailerStolenFromAnotherMessage() throws MalformedMessage {
    byte[] stolen = trailer(1, SHA1, NetstringCodec.encode(STATUS));
    assertThat(rejection(concat(NetstringCodec.encode(STATUS.with("st", "active")), stolen)))
        .isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void aDigestOfOtherLengthOrCaseOrCutShort() {
    byte[] body = NetstringCodec.encode(STATUS);
    String digest = new Signatures().digest(Algorithm.SHA1, SHA1.secret(), body, 0, body.length);
    for (String forged : List.of(digest.substring(1), digest + "0", "0", digest.toUpperCase(java.util.Locale.ROOT) + " ", " " + digest)) {
      String signature = "1 " + forged;
      assertThat(rejection(concat(body, latin(field(signature))))).as(forged).isEqualTo(Rejection.WRONG_SIGNATURE);
    }
  }

  @Test
  void garbageOfEveryKindAndLengthIsNoMessage() {
    for (int length = 0; length < 2_000; length++) {
      byte[] garbage = new byte[length];
      new java.util.Random(length).nextBytes(garbage);
      assertThat(rejection(garbage)).isEqualTo(Rejection.NO_MESSAGE);
    }
  }
}
