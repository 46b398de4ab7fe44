package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linuxha.heartbeat.auth.Packets.KEYS;
import static org.linuxha.heartbeat.auth.Packets.STATUS;
import static org.linuxha.heartbeat.auth.Packets.envelope;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
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
import org.linuxha.heartbeat.message.Value;

/** Packing for datagrams and serial lines (wire.md 1.4, 3). */
class EnvelopeTest {
  private static final Message CHILD = Message.EMPTY.with("payload", "y".repeat(100));

  private final Envelope envelope = envelope(1);

  private static Envelope compressing(String algorithm, int thresholdKib, boolean traditional) {
    return new Envelope(new KeyRing(1, KEYS), true, new Compression(algorithm, thresholdKib, traditional));
  }

  private Message accepted(byte[] packet) {
    Unpacked unpacked = envelope.unpack(packet);
    assertThat(unpacked).isInstanceOf(Unpacked.Accepted.class);
    return ((Unpacked.Accepted) unpacked).message();
  }

  private static Message noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return STATUS.with(Field.binary("noise", Bytes.copyOf(noise)));
  }

  private static boolean isWholeCompressed(byte[] packet) throws MalformedMessage {
    return NetstringCodec.decode(packet).has(Fields.COMPRESSED_PAYLOAD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatIsPackedIsAcceptedWithItsIndex(int active) throws MalformedMessage {
    Unpacked.Accepted unpacked = (Unpacked.Accepted) envelope.unpack(envelope(active).pack(STATUS));
    assertThat(unpacked.message().without(Fields.AUTH)).isEqualTo(STATUS);
    assertThat(unpacked.index()).isEqualTo(active);
  }

  @Test
  void theAuthFieldIsTheLastAndOnlyInMessagesWithoutStructures() throws MalformedMessage {
    assertThat(accepted(envelope.pack(STATUS)).fields()).last().extracting(Field::name).isEqualTo(Fields.AUTH);
    Envelope netstring = new Envelope(new KeyRing(1, KEYS), false, Compression.DEFAULT);
    assertThat(accepted(netstring.pack(STATUS)).has(Fields.AUTH)).isFalse();
    for (Value structure : List.of(new Value.Struct(CHILD), new Value.Compressed(Bytes.EMPTY), new Value.Uncompressed(CHILD))) {
      assertThat(accepted(envelope.pack(STATUS.with(new Field("child", structure)))).has(Fields.AUTH)).isFalse();
    }
  }

  @Test
  void aMessageSentAgainKeepsItsAuthField() throws MalformedMessage {
    Message sentBefore = STATUS.with(Fields.AUTH, "2 olddigest");
    assertThat(accepted(envelope.pack(sentBefore))).isEqualTo(sentBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void traditionalCompressionBeginsAboveTheThreshold(String algorithm) throws MalformedMessage {
    Envelope sender = compressing(algorithm, 1, true);
    Message large = STATUS.with("payload", "x".repeat(5_000));
    assertThat(isWholeCompressed(sender.pack(large))).isTrue();
    assertThat(accepted(sender.pack(large)).without(Fields.AUTH)).isEqualTo(large);
    assertThat(isWholeCompressed(sender.pack(STATUS))).isFalse();
    assertThat(isWholeCompressed(compressing(algorithm, 6, true).pack(large))).isFalse();
  }

  @Test
  void withTraditionalCompressionAFieldOfType5StaysInsideWhateverTheSize() throws MalformedMessage {
    Message small = STATUS.with(new Field("cdata", new Value.Uncompressed(CHILD)));
    byte[] packet = compressing(Compressor.ZLIB, 100, true).pack(small);
    assertThat(isWholeCompressed(packet)).isTrue();
    assertThat(accepted(packet)).isEqualTo(small);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void aFieldMarkedForCompressionTravelsAsType4AndExpandsAgain(String algorithm) throws MalformedMessage {
    byte[] packet = compressing(algorithm, 2, false).pack(STATUS.with(new Field("cdata", new Value.Uncompressed(CHILD))));
    Message received = accepted(packet);
    Value.Compressed packed = (Value.Compressed) received.field("cdata").value();
    assertThat(Compressor.expand(packed, received.text(Fields.COMPRESSION_ALGORITHM))).isEqualTo(CHILD);
    assertThat(received.fields()).last().extracting(Field::name).isEqualTo(Fields.COMPRESSION_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 300_000})
  void whatIsTooLongForADatagramIsCompressedThoughTraditionalCompressionIsOff(int length) throws MalformedMessage {
    Message large = STATUS.with("payload", "x".repeat(length));
    assertThat(accepted(envelope.pack(large)).without(Fields.AUTH)).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void aSerialLineCarriesWhatIsTooLongForItCompressedAsAWhole(String algorithm) throws MalformedMessage {
    Message large = STATUS.with("payload", "x".repeat(300_000));
    byte[] packet = compressing(algorithm, 2, false).packSerial(large);
    assertThat(packet.length).isLessThan(10_000);
    assertThat(accepted(packet)).isEqualTo(large);
    Message middle = STATUS.with("payload", "x".repeat(3_000));
    assertThat(compressing(algorithm, 2, false).packSerial(middle)).hasSizeGreaterThan(3_000);
    byte[] traditional = compressing(algorithm, 2, true).packSerial(middle);
    assertThat(traditional).hasSizeLessThan(1_000);
    assertThat(accepted(traditional)).isEqualTo(middle);
    assertThat(compressing(algorithm, 4, true).packSerial(middle)).hasSizeGreaterThan(3_000);
    assertThatThrownBy(() -> envelope.packSerial(noise(300_000))).hasMessageContaining("262144");
  }

  @Test
  void theLongestDatagramIsSentAsItIs() throws MalformedMessage {
    int frame = envelope.pack(noise(60_000)).length - 60_000;
    byte[] longest = envelope.pack(noise(Limits.DATAGRAM - frame - 24));
    assertThat(isWholeCompressed(longest)).isFalse();
    assertThat(longest.length).isBetween(Limits.DATAGRAM - 32, Limits.DATAGRAM);
  }

  @Test
  void whatStaysTooLongFailsByTypeAndIsFoundBeforeItGetsANumber() throws MalformedMessage {
    assertThatThrownBy(() -> envelope.pack(noise(70_000))).isInstanceOf(MalformedMessage.class)
        .hasMessageContaining("too big").hasMessageContaining("the limit is 65507 bytes");
    assertThatThrownBy(() -> envelope.check(noise(70_000))).isInstanceOf(MalformedMessage.class).hasMessageContaining("too big");
    envelope.check(STATUS.with("payload", "x".repeat(300_000)));
    envelope.check(STATUS);
  }

  /** Receivers restore what is compressed as a whole, so a submitted one would speak with any sender's name. */
  @Test
  void aMessageHiddenInASubmittedOneIsFound() throws MalformedMessage {
    Message forged = STATUS.with("src", "another");
    Message hiding = Compressor.compressWhole(forged, Compressor.ZLIB).with("t", "hello");
    assertThat(accepted(envelope.pack(hiding.with("src", "alice")))).as("why it must not leave").isEqualTo(forged);
    assertThatThrownBy(() -> envelope.check(hiding)).isInstanceOf(MalformedMessage.class).hasMessageContaining("_compressed_payload");
    envelope.check(STATUS.with("_compressed_payload", "a text hides nothing"));
  }

  @Test
  void whatPassesTheCheckCanStillBeSentWithItsHeader() throws MalformedMessage {
    for (int length = 62_000; length < 66_000; length += 100) {
      Message submitted = noise(length);
      if (passes(submitted)) {
        assertThat(envelope.pack(submitted.with("header", "h".repeat(900)))).hasSizeLessThanOrEqualTo(Limits.DATAGRAM);
      } else {
        assertThat(length).isGreaterThan(64_000);
      }
    }
  }

  private boolean passes(Message submitted) {
    try {
      envelope.check(submitted);
      return true;
    } catch (MalformedMessage refused) {
      return false;
    }
  }

  @Test
  void aTextWithoutClassicFormCannotBeSignedAndIsFoundBeforeItGetsANumber() throws MalformedMessage {
    Message inexpressible = STATUS.with("text", "a\u0013b");
    assertThatThrownBy(() -> envelope.pack(inexpressible)).isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> envelope.check(inexpressible)).isInstanceOf(MalformedMessage.class);
    Envelope netstring = new Envelope(new KeyRing(1, KEYS), false, Compression.DEFAULT);
    netstring.check(inexpressible);
    assertThat(accepted(netstring.pack(inexpressible))).isEqualTo(inexpressible);
  }

  @Test
  void theSerialFormIsClassicAndAlwaysSigned() throws MalformedMessage {
    Message structured = STATUS.with(new Field("child", new Value.Struct(Message.ofType("x").with("n", "a\nb"))));
    byte[] line = envelope.packSerial(structured);
    assertThat(new String(line, StandardCharsets.ISO_8859_1)).startsWith(">>>\n").endsWith("<<<\n").contains("auth=1 ");
    assertThat(accepted(line).without(Fields.AUTH)).isEqualTo(structured);
    assertThatThrownBy(() -> envelope.packSerial(noise(Limits.MESSAGE))).isInstanceOf(MalformedMessage.class);
  }
}
