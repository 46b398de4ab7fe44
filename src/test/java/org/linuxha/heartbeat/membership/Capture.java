package org.linuxha.heartbeat.membership;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;

/** The membership messages of a recorded Ethernet capture, in order, each once. */
final class Capture {
  private static final int ETHERNET = 14;
  private static final int UDP = 8;

  /** A packet; {@code seconds} are since 1970. */
  record Packet(double seconds, Message message) {
    String source() {
      return message.text("src");
    }
  }

  private Capture() {}

  static List<Packet> read(byte[] pcap) {
    Bytes secret = Bytes.copyOf("ccmvector".getBytes(StandardCharsets.ISO_8859_1));
    KeyRing keys = new KeyRing(1, Map.of(1, new KeyRing.Key(Algorithm.SHA1, secret)));
    Envelope envelope = new Envelope(keys, true, Compression.DEFAULT);
    ByteBuffer buffer = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(24);
    Set<String> seen = new HashSet<>();
    List<Packet> packets = new ArrayList<>();
    while (buffer.remaining() >= 16) {
      double seconds = (buffer.getInt() & 0xffffffffL) + buffer.getInt() / 1e6;
      byte[] frame = new byte[buffer.getInt()];
      buffer.getInt();
      buffer.get(frame);
      Message message = unpack(envelope, frame);
      String once = message.text("src") + " " + message.text("hg") + " " + message.text("seq");
      if (CcmCodec.isCcm(message) && seen.add(once)) {
        packets.add(new Packet(seconds, message));
      }
    }
    return packets;
  }

  private static Message unpack(Envelope envelope, byte[] frame) {
    int headerWords = frame[ETHERNET] & 0x0f;
    byte[] datagram = Arrays.copyOfRange(frame, ETHERNET + 4 * headerWords + UDP, frame.length);
    Unpacked unpacked = envelope.unpack(datagram);
    if (unpacked instanceof Unpacked.Accepted accepted) {
      return accepted.message();
    }
    throw new AssertionError("a recorded packet was rejected: " + unpacked);
  }
}
