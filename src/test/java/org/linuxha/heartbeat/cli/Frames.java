package org.linuxha.heartbeat.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Builds packets, frames and capture files of every kind for tests. */
final class Frames {
  static final byte[] V4_FROM = {10, 78, 0, 1};
  static final byte[] V4_TO = {10, 78, 0, (byte) 255};

  private Frames() {}

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static byte[] udp(byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putShort((short) 40_000).putShort((short) 694).putShort((short) (8 + payload.length)).putShort((short) 0)
        .put(payload).array();
  }

  /** One IPv4 packet, or one fragment of it. */
  static byte[] version4(int protocol, int identification, int offset, boolean more, byte[] content) {
    return ByteBuffer.allocate(20 + content.length)
        .putShort((short) 0x4500).putShort((short) (20 + content.length)).putShort((short) identification)
        .putShort((short) (offset / 8 | (more ? 0x2000 : 0)))
        .put((byte) 64).put((byte) protocol).putShort((short) 0).put(V4_FROM).put(V4_TO).put(content).array();
  }

  static byte[] version4(byte[] payload) {
    return version4(17, 1, 0, false, udp(payload));
  }

  static byte[] version6(int next, byte[] content) {
    return ByteBuffer.allocate(40 + content.length)
        .putInt(0x60000000).putShort((short) content.length).put((byte) next).put((byte) 64)
        .put(new byte[32]).put(content).array();
  }

  static byte[] fragment6(int next, int offset, boolean more, byte[] content) {
    byte[] header = ByteBuffer.allocate(8)
        .put((byte) next).put((byte) 0).putShort((short) (offset | (more ? 1 : 0))).putInt(77).array();
    return version6(44, concat(header, content));
  }

  static byte[] ethernet(byte[] ip) {
    return concat(new byte[12], type(ip), ip);
  }

  static byte[] tagged(byte[] ip, int... tags) {
    byte[] frame = new byte[12];
    for (int tag : tags) {
      frame = concat(frame, new byte[] {(byte) (tag >> 8), (byte) tag, 0, 5});
    }
    return concat(frame, type(ip), ip);
  }

  static byte[] cooked(byte[] ip) {
    return concat(new byte[14], type(ip), ip);
  }

  static byte[] cooked2(byte[] ip) {
    return concat(type(ip), new byte[18], ip);
  }

  static byte[] loopback(byte[] ip) {
    return concat(new byte[] {2, 0, 0, 0}, ip);
  }

  private static byte[] type(byte[] ip) {
    return ip[0] >> 4 == 4 ? new byte[] {8, 0} : new byte[] {(byte) 0x86, (byte) 0xdd};
  }

  static byte[] pcap(ByteOrder order, boolean nanoseconds, int linkType, List<byte[]> frames) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ByteBuffer.allocate(24).order(order)
        .putInt(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4)
        .putInt(0).putInt(0).putInt(262_144).putInt(linkType).array());
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      int half = nanoseconds ? 500_000_000 : 500_000;
      file.writeBytes(ByteBuffer.allocate(16).order(order)
          .putInt(1_700_000_000 + i).putInt(i % 2 * half).putInt(frame.length).putInt(frame.length).array());
      file.writeBytes(frame);
    }
    return file.toByteArray();
  }

  /** One section with one device; the times are those of {@link #pcap}, in nanoseconds. */
  static byte[] pcapng(ByteOrder order, int linkType, List<byte[]> frames) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(block(order, 0x0a0d0d0a, ByteBuffer.allocate(16).order(order)
        .putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1).array()));
    file.writeBytes(block(order, 1, ByteBuffer.allocate(20).order(order)
        .putShort((short) linkType).putShort((short) 0).putInt(0)
        .putShort((short) 2).putShort((short) 3).put(new byte[] {'l', 'o', '0', 0})
        .putShort((short) 9).putShort((short) 1).array(), new byte[] {9, 0, 0, 0}, new byte[4]));
    file.writeBytes(block(order, 5, new byte[8]));
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      long ticks = (1_700_000_000L + i) * 1_000_000_000 + i % 2 * 500_000_000L;
      file.writeBytes(block(order, 6, ByteBuffer.allocate(20).order(order)
          .putInt(0).putInt((int) (ticks >> 32)).putInt((int) ticks).putInt(frame.length).putInt(frame.length).array(), frame));
    }
    return file.toByteArray();
  }

  private static byte[] block(ByteOrder order, int type, byte[]... parts) {
    byte[] body = concat(parts);
    byte[] padded = Arrays.copyOf(body, (body.length + 3) / 4 * 4);
    int length = 12 + padded.length;
    return ByteBuffer.allocate(length).order(order).putInt(type).putInt(length).put(padded).putInt(length).array();
  }
}
