package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.linuxha.heartbeat.auth.Inspection;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Signatures;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Limits;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.NetstringCodec;

/** Turns a capture or the raw bytes of a serial line into a JSON line a message. */
final class Decoder {
  private final KeyRing keys;
  private final PrintStream out;
  private final Signatures signatures = new Signatures();
  private long firstMicros = -1;
  private int messages;
  private int badSignatures;
  private int damaged;
  private int others;

  /**
   * @param keys to check signatures with, or null
   */
  Decoder(KeyRing keys, PrintStream out) {
    this.keys = keys;
    this.out = out;
  }

  int messages() {
    return messages;
  }

  /** Messages with a signature that is wrong. */
  int badSignatures() {
    return badSignatures;
  }

  /** Packets that start like a message and are none. */
  int damaged() {
    return damaged;
  }

  /** Packets of a capture that are no Heartbeat messages. */
  int others() {
    return others;
  }

  /** Decodes until the stream ends; what comes is printed as it comes. */
  void run(InputStream stream) throws IOException {
    byte[] magic = stream.readNBytes(4);
    if (magic.length == 4 && CaptureFile.isCapture(magic)) {
      capture(new CaptureFile(magic, stream));
    } else if (magic.length == 4 && CaptureFile.isNextGeneration(magic)) {
      throw new IOException("this is a pcapng file; write it anew with: tcpdump -r FILE -w FILE.pcap");
    } else {
      serial(magic, stream);
    }
  }

  private void capture(CaptureFile file) throws IOException {
    if (!Dissector.knows(file.linkType)) {
      throw new IOException("captures of link type " + file.linkType + " are not understood; capture on an Ethernet device");
    }
    Dissector dissector = new Dissector(file.linkType);
    CaptureFile.Frame frame;
    for (int number = 1; (frame = file.next()) != null; number++) {
      Packet packet = dissector.dissect(number, frame);
      if (packet != null && looksLikeOurs(packet.payload())) {
        print(packet);
      } else {
        others++;
      }
    }
  }

  private static boolean looksLikeOurs(byte[] payload) {
    return NetstringCodec.isNetstring(payload, 0) || ClassicCodec.isClassic(payload, 0);
  }

  private void print(Packet packet) {
    if (firstMicros < 0) {
      firstMicros = packet.micros();
    }
    JsonLine json = new JsonLine().open('{');
    json.name("pkt").raw(packet.number()).name("t").raw(seconds(packet.micros()));
    json.name("proto").text(packet.protocol()).name("from").text(packet.from()).name("to").text(packet.to());
    json.name(packet.isUdp() ? "sport" : "icmp_id").raw(packet.first());
    json.name(packet.isUdp() ? "dport" : "icmp_seq").raw(packet.second());
    json.name("len").raw(packet.payload().length);
    message(json, packet.payload());
  }

  /** Seconds as a double of the time of day loses them, rounded to milliseconds: the form of the recorded lines. */
  private String seconds(long micros) {
    double elapsed = asDouble(micros) - asDouble(firstMicros);
    String text = new BigDecimal(elapsed).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  private static double asDouble(long micros) {
    return micros / 1_000_000 + micros % 1_000_000 / 1e6;
  }

  private void message(JsonLine json, byte[] payload) {
    try {
      Inspection inspection = Inspection.of(payload, keys, signatures);
      MessageJson.write(json, inspection);
      messages++;
      if (isWrong(inspection.trailer()) || inspection.trailer() == null && isWrong(inspection.authField())) {
        badSignatures++;
      }
    } catch (MalformedMessage e) {
      json.name("error").text(e.getMessage());
      damaged++;
    }
    out.println(json.close('}'));
    out.flush();
  }

  private static boolean isWrong(Inspection.Verdict verdict) {
    return verdict != null && Boolean.FALSE.equals(verdict.valid());
  }

  /** One direction of a serial line: classic messages one after another (wire.md 8.5); other lines are skipped. */
  private void serial(byte[] start, InputStream stream) throws IOException {
    ByteBuffer message = null;
    StringBuilder line = new StringBuilder();
    int offset = 0;
    int messageOffset = 0;
    int lineOffset = 0;
    for (int i = 0; ; i++) {
      int octet = i < start.length ? start[i] & 0xff : stream.read();
      if (octet < 0) {
        break;
      }
      offset++;
      if (octet != '\r' && line.length() < Limits.MESSAGE) {
        line.append((char) octet);
      }
      if (octet != '\n') {
        continue;
      }
      if (message == null && line.toString().startsWith(">>>")) {
        message = ByteBuffer.allocate(Limits.MESSAGE + 1024);
        messageOffset = lineOffset;
      }
      if (message != null && message.remaining() >= line.length()) {
        message.put(line.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
      if (message != null && line.toString().startsWith("<<<")) {
        print(messageOffset, java.util.Arrays.copyOf(message.array(), message.position()));
        message = null;
      }
      line.setLength(0);
      lineOffset = offset;
    }
  }

  private void print(int offset, byte[] octets) {
    JsonLine json = new JsonLine().open('{').name("offset").raw(offset).name("len").raw(octets.length);
    message(json, octets);
  }
}
