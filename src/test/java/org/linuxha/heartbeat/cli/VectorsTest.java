package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.Inspection;
import org.linuxha.heartbeat.auth.Signatures;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
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
      Envelope envelope = new Envelope(capture.ring(index), true, ClusterConfig.Compression.DEFAULT);
      assertThat(envelope.unpack(payload)).isInstanceOf(Unpacked.Accepted.class);
      if (!seen.message().has(Fields.COMPRESSED_PAYLOAD)) {
        assertThat(packed(capture, seen, index)).isEqualTo(payload);
      }
    }
  }

  private static byte[] packed(Vectors.Capture capture, Inspection seen, int index) throws MalformedMessage {
    boolean classic = seen.form() == Inspection.Form.CLASSIC;
    boolean authField = classic || seen.authField() != null;
    Envelope envelope = new Envelope(capture.ring(index), authField, ClusterConfig.Compression.DEFAULT);
    Message bare = seen.message().without(Fields.AUTH);
    return classic ? envelope.packSerial(bare) : envelope.pack(bare);
  }
}
