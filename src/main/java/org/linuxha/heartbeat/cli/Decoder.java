package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.linuxha.heartbeat.auth.Inspection;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Signatures;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.ClassicFramer;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.NetstringCodec;

/** Turns a capture or the raw bytes of a serial line into a JSON line a message (docs/decode.md). */
final class Decoder {
  private final KeyRing keys;
  private final PrintWriter out;
  private final Signatures signatures = new Signatures();
  private long firstMicros = -1;
  private int messages;
  private int badSignatures;
  private int damaged;
  private int others;

  /**
   * @param keys to check signatures with, or null
   */
  Decoder(KeyRing keys, PrintWriter out) {
    this.keys = keys;
    this.out = out;
  }

  int messages() {
    return messages;
  }

  /** Messages whose signature is wrong or missing; none is if there are no keys to judge by. */
  int badSignatures() {
    return badSignatures;
  }

  /** What starts like a message and is none. */
  int damaged() {
    return damaged;
  }

  /** Packets of a capture that are no Heartbeat messages. */
  int others() {
    return others;
  }

  /**
   * Decodes until the stream ends or nobody reads the output any more; what comes is printed as it comes.
   *
   * @throws IOException if the stream cannot be read, or holds neither a capture nor a serial line
   */
  void run(InputStream stream) throws IOException {
    byte[] magic = stream.readNBytes(4);
    Capture capture = Capture.open(magic, stream);
    if (capture != null) {
      capture(capture);
    } else {
      serial(magic, stream);
    }
  }

  private void capture(Capture capture) throws IOException {
    Dissector dissector = new Dissector();
    Frame frame;
    for (int number = 1; (frame = capture.next()) != null && !out.checkError(); number++) {
      if (!LinkLayer.knows(frame.linkType()) && number == 1) {
        throw new IOException(
            "captures of link type " + frame.linkType() + " are not understood; capture on an Ethernet device");
      }
      int pieces = dissector.pieces();
      Packet packet = LinkLayer.knows(frame.linkType()) ? dissector.dissect(number, frame) : null;
      if (packet != null && looksLikeOurs(packet.payload())) {
        print(packet);
      } else if (dissector.pieces() == pieces) {
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
    print(json, packet.payload(), packet.cut());
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

  private void print(JsonLine json, byte[] payload, boolean cut) {
    try {
      Inspection inspection = Inspection.of(payload, keys, signatures);
      MessageJson.write(json, inspection);
      messages++;
      if (isWrong(inspection)) {
        badSignatures++;
      }
    } catch (MalformedMessage e) {
      json.name("error").text(cut ? e.getMessage() + " (the capture holds it in part: use tcpdump -s 0)" : e.getMessage());
      damaged++;
    }
    out.println(json.close('}'));
    out.flush();
  }

  /** The trailer decides, as for a node; a classic message has only its field (wire.md 2.3). */
  private boolean isWrong(Inspection inspection) {
    Inspection.Check decisive =
        inspection.form() == Inspection.Form.NETSTRING ? inspection.trailer() : inspection.authField();
    return keys != null && (decisive == null || !decisive.valid());
  }

  /** One direction of a serial line: classic messages one after another. */
  private void serial(byte[] start, InputStream stream) throws IOException {
    ClassicFramer framer = new ClassicFramer(this::print);
    framer.feed(start, 0, start.length);
    byte[] chunk = new byte[4096];
    for (int length; (length = stream.read(chunk)) >= 0 && !out.checkError(); ) {
      framer.feed(chunk, 0, length);
    }
    damaged += (int) framer.lost();
    if (messages + damaged == 0) {
      throw new IOException("neither a capture (pcap, pcapng) nor a serial line with Heartbeat messages");
    }
  }

  private void print(long offset, byte[] octets) {
    print(new JsonLine().open('{').name("offset").raw(offset).name("len").raw(octets.length), octets, false);
  }
}
