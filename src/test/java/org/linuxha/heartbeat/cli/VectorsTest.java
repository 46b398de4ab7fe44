package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.Inspection;
import org.linuxha.heartbeat.auth.Signatures;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/** Every packet that C nodes were heard to send decodes, verifies, and encodes again to the same bytes (wire.md 15). */
class VectorsTest {

  static List<Vectors.Capture> captures() {
    return Vectors.all();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void hbDecodePrintsExactlyTheRecordedLines(Vectors.Capture capture) throws IOException {
    StringWriter printed = new StringWriter();
    Decoder decoder = new Decoder(capture.ring(), new PrintWriter(printed));
    decoder.run(new ByteArrayInputStream(Files.readAllBytes(capture.file())));
    List<String> lines = printed.toString().lines().toList();
    List<String> expected = capture.expected();
    for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
      assertThat(lines.get(i)).as("line %d", i + 1).isEqualTo(expected.get(i));
    }
    assertThat(lines).hasSameSizeAs(expected);
    assertThat(decoder.badSignatures()).isZero();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void everyMessageEncodesAgainToTheBytesItCameFrom(Vectors.Capture capture) throws Exception {
    List<byte[]> payloads = Vectors.payloads(capture);
    assertThat(payloads).hasSize(capture.expected().size());
    for (byte[] payload : payloads) {
      if (ClassicCodec.isClassic(payload, 0)) {
        assertThat(ClassicCodec.encode(ClassicCodec.decode(payload))).isEqualTo(payload);
      } else {
        NetstringCodec.Decoded decoded = NetstringCodec.decode(payload, 0, payload.length);
        assertThat(NetstringCodec.encode(decoded.message())).isEqualTo(Arrays.copyOf(payload, decoded.end()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void ourEnvelopeBelievesItAndWouldHaveSentTheSameBytes(Vectors.Capture capture) throws Exception {
    for (byte[] payload : Vectors.payloads(capture)) {
      Inspection seen = Inspection.of(payload, capture.ring(), new Signatures());
      boolean classic = seen.form() == Inspection.Form.CLASSIC;
      int index = classic ? seen.authField().index() : seen.trailer().index();
      Envelope receiver = new Envelope(capture.ring(index), true, ClusterConfig.Compression.DEFAULT);
      Unpacked unpacked = receiver.unpack(payload);
      assertThat(unpacked).isInstanceOf(Unpacked.Accepted.class);
      Message message = ((Unpacked.Accepted) unpacked).message();
      Envelope sender = sender(capture, seen, message, index);
      byte[] packed = classic ? sender.packSerial(message.without(Fields.AUTH)) : sender.pack(message.without(Fields.AUTH));
      if (seen.message().has(Fields.COMPRESSED_PAYLOAD) && isBzip2(seen)) {
        // libbz2 and ours choose their Huffman tables differently; what they hold is the same
        assertThat(receiver.unpack(packed)).isEqualTo(unpacked);
      } else {
        assertThat(packed).isEqualTo(payload);
      }
    }
  }

  private static boolean isBzip2(Inspection seen) {
    return Compressor.BZ2.equals(seen.message().text(Fields.COMPRESSION_ALGORITHM));
  }

  /** As its sender was configured when it sent that message. */
  private static Envelope sender(Vectors.Capture capture, Inspection seen, Message message, int index) {
    boolean whole = seen.message().has(Fields.COMPRESSED_PAYLOAD);
    boolean authField = message.has(Fields.AUTH);
    String algorithm = seen.message().text(Fields.COMPRESSION_ALGORITHM, Compressor.ZLIB);
    return new Envelope(capture.ring(index), authField, new ClusterConfig.Compression(algorithm, 1, whole));
  }

  @Test
  void everyFormAndAlgorithmIsAmongTheCaptures() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (Vectors.Capture capture : Vectors.all()) {
      for (byte[] payload : Vectors.payloads(capture)) {
        Inspection each = Inspection.of(payload, capture.ring(), new Signatures());
        seen.add(each.form().name());
        seen.add(String.valueOf((each.trailer() == null ? each.authField() : each.trailer()).algorithm()));
        seen.add(each.message().text(Fields.COMPRESSION_ALGORITHM, "plain"));
        each.message().fields().forEach(field -> seen.add("type " + field.value().wireType()));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("NETSTRING", "CLASSIC", "CRC", "MD5", "SHA1", "plain", "zlib", "bz2",
        "type 0", "type 1", "type 2", "type 3", "type 4");
  }
}
