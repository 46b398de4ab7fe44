package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.message.Value;

/** Packing, the accept rule of wire.md 2.3, compression, and one test an attack. */
class EnvelopeTest {
  private static final KeyRing.Key SHA1 = key(Algorithm.SHA1, "secret1");
  private static final KeyRing.Key MD5 = key(Algorithm.MD5, "secret2");
  private static final KeyRing.Key CRC = key(Algorithm.CRC, "");
  private static final KeyRing KEYS = new KeyRing(1, Map.of(1, SHA1, 2, MD5, 3, CRC));
  private static final Message STATUS =
      Message.ofType("status").with("st", "up").with("src", "east").with("seq", "1").with("ts", "6b029e19");

  private final Envelope envelope = new Envelope(KEYS, true, Compression.DEFAULT);

  static KeyRing.Key key(Algorithm algorithm, String secret) {
    return new KeyRing.Key(algorithm, Bytes.copyOf(secret.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Envelope signing(int index, KeyRing.Key key) {
    return new Envelope(new KeyRing(index, Map.of(index, key)), true, Compression.DEFAULT);
  }

  private Rejection rejection(byte[] packet) {
    Unpacked unpacked = envelope.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Rejected.class);
    return ((Unpacked.Rejected) unpacked).reason();
  }

  private Message accepted(byte[] packet) {
    Unpacked unpacked = envelope.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Accepted.class);
    return ((Unpacked.Accepted) unpacked).message();
  }

  /** Signs any bytes with key 1, as an insider could. */
  private static byte[] signed(byte[] message) {
    String digest = new Signatures().digest(Algorithm.SHA1, SHA1.secret(), message, 0, message.length);
    return concat(message, latin("42:1 " + digest + ","));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatIsPackedIsAcceptedWithItsIndex(int active) throws MalformedMessage {
    Envelope sender = new Envelope(new KeyRing(active, KEYS.keys()), true, Compression.DEFAULT);
    Unpacked.Accepted unpacked = (Unpacked.Accepted) envelope.unpack(sender.pack(STATUS));
    assertThat(unpacked.message().without(Fields.AUTH)).isEqualTo(STATUS);
    assertThat(unpacked.index()).isEqualTo(active);
    assertThat(unpacked.foreignActive()).isEqualTo(active != 1);
  }

  @Test
  void theTrailerIsAlsoAcceptedUnderTheKeyOfTheActiveIndex() throws MalformedMessage {
    byte[] packet = signing(2, key(Algorithm.MD5, "secret1")).pack(STATUS);
    assertThat(accepted(packet).text("st")).isEqualTo("up");
  }

  @Test
  void anotherKeyIsRefused() throws MalformedMessage {
    assertThat(rejection(signing(1, key(Algorithm.SHA1, "other")).pack(STATUS))).isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void anEmptyActiveKeyOfCrcDoesNotOpenTheDoorToEmptyHmacKeys() throws MalformedMessage {
    Envelope crcActive = new Envelope(new KeyRing(3, KEYS.keys()), true, Compression.DEFAULT);
    byte[] body = NetstringCodec.encode(STATUS);
    String digest = new Signatures().digest(Algorithm.SHA1, Bytes.EMPTY, body, 0, body.length);
    assertThat(crcActive.unpack(concat(body, latin("42:1 " + digest + ","))))
        .isInstanceOfSatisfying(Unpacked.Rejected.class, refused -> assertThat(refused.reason()).isEqualTo(Rejection.WRONG_SIGNATURE));
  }

  @Test
  void anIndexWithoutKeyIsRefused() throws MalformedMessage {
    assertThat(rejection(signing(9, SHA1).pack(STATUS))).isEqualTo(Rejection.UNKNOWN_KEY);
  }

  @Test
  void netstringFormatCarriesNoAuthFieldAndStructuresNever() throws MalformedMessage {
    assertThat(accepted(new Envelope(KEYS, false, Compression.DEFAULT).pack(STATUS)).has(Fields.AUTH)).isFalse();
    Message structured = STATUS.with(new Field("child", new Value.Struct(Message.ofType("x"))));
    assertThat(accepted(envelope.pack(structured)).has(Fields.AUTH)).isFalse();
    assertThat(accepted(envelope.pack(STATUS)).has(Fields.AUTH)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void traditionalCompressionGoesThereAndBack(String algorithm) throws MalformedMessage {
    Message large = STATUS.with("payload", "x".repeat(5_000));
    byte[] packet = new Envelope(KEYS, true, new Compression(algorithm, 1, true)).pack(large);
    assertThat(packet.length).isLessThan(1_000);
    assertThat(accepted(packet).without(Fields.AUTH)).isEqualTo(large);
  }

  @Test
  void aMessageOf262144BytesIsCompressedByItselfAndOneThatStaysTooBigIsRefused() throws MalformedMessage {
    Message large = STATUS.with("payload", "x".repeat(300_000));
    assertThat(accepted(envelope.pack(large)).text("payload")).hasSize(300_000);
    byte[] noise = new byte[400_000];
    new java.util.Random(1).nextBytes(noise);
    Message hopeless = STATUS.with(Field.binary("noise", Bytes.copyOf(noise)));
    assertThatThrownBy(() -> envelope.pack(hopeless)).isInstanceOf(MalformedMessage.class).hasMessageContaining("too big");
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void aFieldMarkedForCompressionTravelsAsType4AndExpandsAgain(String algorithm) throws MalformedMessage {
    Message child = Message.EMPTY.with("payload", "y".repeat(100));
    byte[] packet = new Envelope(KEYS, true, new Compression(algorithm, 2, false))
        .pack(STATUS.with(new Field("cdata", new Value.Uncompressed(child))));
    Message received = accepted(packet);
    Value.Compressed packed = (Value.Compressed) received.field("cdata").value();
    assertThat(Compressor.expand(packed, received.text(Fields.COMPRESSION_ALGORITHM))).isEqualTo(child);
  }

  @Test
  void theSerialFormIsClassicAndAlwaysSigned() throws MalformedMessage {
    Message structured = STATUS.with(new Field("child", new Value.Struct(Message.ofType("x").with("n", "a\nb"))));
    byte[] line = envelope.packSerial(structured);
    assertThat(new String(line, StandardCharsets.ISO_8859_1)).startsWith(">>>\n").endsWith("<<<\n").contains("auth=1 ");
    assertThat(accepted(line).without(Fields.AUTH)).isEqualTo(structured);
  }

  // one test an attack

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9})
  void attackFieldTypeThatKillsACDaemon(int type) {
    assertThat(rejection(signed(latin("###\n8:(0)t=abc,7:(" + type + ")x=yz,%%%\n")))).isEqualTo(Rejection.FIELD_TYPE);
  }

  @Test
  void attackNestedTooDeep() {
    String nested = "###\n%%%\n";
    for (int depth = 0; depth < 40; depth++) {
      nested = "###\n" + (nested.length() + 5) + ":(2)a=" + nested + ",%%%\n";
    }
    assertThat(rejection(signed(latin(nested)))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999:(0)t=x,", "999999999999:(0)t=x,", "-5:(0)t=x,", "2147483647:(0)t=x,", ":(0)t=x,", "3:(0),", "4:(0)=,", "1:(,"})
  void attackLyingLengths(String field) {
    assertThat(rejection(signed(latin("###\n" + field + "%%%\n")))).isIn(Rejection.TRUNCATED, Rejection.MALFORMED, Rejection.OVER_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void attackDecompressionBomb(String algorithm) throws MalformedMessage {
    Bytes bomb = Compressor.compress(new byte[64 * 1024 * 1024], algorithm);
    Message outer = Message.EMPTY.with(Field.binary(Fields.COMPRESSED_PAYLOAD, bomb)).with(Fields.COMPRESSION_ALGORITHM, algorithm);
    assertThat(rejection(signed(NetstringCodec.encode(outer)))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @Test
  void attackCompressedGarbageAndUnknownAlgorithm() {
    for (String algorithm : List.of("zlib", "bz2", "lzma")) {
      Message outer = Message.EMPTY.with(Field.binary(Fields.COMPRESSED_PAYLOAD, Bytes.ofHex("00ff00ff")))
          .with(Fields.COMPRESSION_ALGORITHM, algorithm);
      assertThat(rejection(signed(NetstringCodec.encode(outer)))).isEqualTo(Rejection.COMPRESSION);
    }
  }

  @Test
  void attackEveryTruncationOfAGoodPacket() throws MalformedMessage {
    byte[] packet = envelope.pack(STATUS);
    for (int length = 0; length < packet.length; length++) {
      assertThat(envelope.unpack(Arrays.copyOf(packet, length))).isInstanceOf(Unpacked.Rejected.class);
    }
  }

  @Test
  void attackEverySingleBitOfAGoodPacket() throws MalformedMessage {
    byte[] packet = new Envelope(KEYS, false, Compression.DEFAULT).pack(STATUS);
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] changed = packet.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Unpacked unpacked = envelope.unpack(changed);
      // only the letter case of nothing may pass: every changed bit must be noticed
      assertThat(unpacked).as("bit %d", bit).isInstanceOf(Unpacked.Rejected.class);
    }
  }

  @Test
  void attackManyFieldsAndLongNames() {
    StringBuilder many = new StringBuilder("###\n");
    for (int i = 0; i < 20_000; i++) {
      many.append("5:(0)a=,");
    }
    assertThat(rejection(signed(latin(many + "%%%\n")))).isEqualTo(Rejection.OVER_LIMIT);
    String name = "n".repeat(300);
    assertThat(rejection(signed(latin("###\n" + (name.length() + 5) + ":(0)" + name + "=v,%%%\n")))).isEqualTo(Rejection.OVER_LIMIT);
  }

  @Test
  void keysAreNeverPrinted() {
    assertThat(KEYS.toString()).doesNotContain("secret1").doesNotContain("736563726574");
  }

  @Test
  void junkAfterTheTrailerIsIgnored() throws MalformedMessage {
    assertThat(accepted(concat(envelope.pack(STATUS), latin("\0 junk"))).text("st")).isEqualTo("up");
  }
}
