package org.linuxha.heartbeat.cli;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Takes captured frames apart down to the payload of UDP and ICMP echo; fragments are put together. */
final class Dissector {
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int ICMP6 = 58;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION_OPTIONS = 60;

  private final Fragments fragments = new Fragments();
  private int pieces;

  /** A packet down to its IP header. */
  private record Ip(int number, Frame frame, String from, String to, int protocol) {
    Packet packet(String name, int first, int second, byte[] payload) {
      return new Packet(number, frame.micros(), name, from, to, first, second, payload, frame.cut());
    }
  }

  /** How many frames were fragments that completed nothing. */
  int pieces() {
    return pieces;
  }

  /** The packet that this frame holds or completes; null if there is none, or none of ours. */
  Packet dissect(int number, Frame frame) {
    try {
      ByteBuffer octets = LinkLayer.ip(frame);
      if (octets == null) {
        return null;
      }
      return switch (octets.get(0) >> 4 & 0xf) {
        case 4 -> version4(number, frame, octets);
        case 6 -> version6(number, frame, octets);
        default -> null;
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
      // shorter than its own headers say: nothing of ours can be told
      return null;
    }
  }

  private Packet version4(int number, Frame frame, ByteBuffer octets) {
    int headerLength = (octets.get(0) & 0xf) * 4;
    int total = octets.getShort(2) & 0xffff;
    Ip ip = new Ip(number, frame, dotted(octets, 12), dotted(octets, 16), octets.get(9) & 0xff);
    byte[] content = part(octets, headerLength, total == 0 ? octets.limit() : total);
    int flags = octets.getShort(6) & 0xffff;
    if ((flags & 0x3fff) != 0) {
      content = whole(ip, octets.getShort(4), (flags & 0x1fff) * 8, (flags & 0x2000) == 0, content);
    }
    return transport(ip, content);
  }

  private Packet version6(int number, Frame frame, ByteBuffer octets) {
    int total = 40 + (octets.getShort(4) & 0xffff);
    int next = octets.get(6) & 0xff;
    int at = 40;
    while (next == HOP_BY_HOP || next == DESTINATION_OPTIONS || next == ROUTING) {
      next = octets.get(at) & 0xff;
      at += 8 + (octets.get(at + 1) & 0xff) * 8;
    }
    boolean isFragment = next == FRAGMENT;
    Ip ip = new Ip(number, frame, hex(octets, 8), hex(octets, 24), isFragment ? octets.get(at) & 0xff : next);
    if (!isFragment) {
      return transport(ip, part(octets, at, total));
    }
    int offset = octets.getShort(at + 2) & 0xffff;
    byte[] content = part(octets, at + 8, total);
    return transport(ip, whole(ip, octets.getInt(at + 4), offset & 0xfff8, (offset & 1) == 0, content));
  }

  private byte[] whole(Ip ip, int identification, int offset, boolean last, byte[] content) {
    String key = ip.from() + " " + ip.to() + " " + ip.protocol() + " " + identification;
    byte[] whole = fragments.add(key, offset, last, content);
    if (whole == null) {
      pieces++;
    }
    return whole;
  }

  private static Packet transport(Ip ip, byte[] octets) {
    if (octets == null) {
      return null;
    }
    ByteBuffer content = ByteBuffer.wrap(octets);
    return switch (ip.protocol()) {
      case UDP -> ip.packet("udp", content.getShort(0) & 0xffff, content.getShort(2) & 0xffff,
          part(content, 8, content.getShort(4) & 0xffff));
      case ICMP -> echo(ip, content, "icmp", 8, 0);
      case ICMP6 -> echo(ip, content, "icmp6-", 128, 129);
      default -> null;
    };
  }

  private static Packet echo(Ip ip, ByteBuffer content, String name, int request, int reply) {
    int type = content.get(0) & 0xff;
    return type == request || type == reply
        ? ip.packet(name + type, content.getShort(4) & 0xffff, content.getShort(6) & 0xffff,
            part(content, 8, content.limit()))
        : null;
  }

  private static byte[] part(ByteBuffer octets, int from, int to) {
    int end = Math.min(to, octets.limit());
    if (from > end) {
      throw new IndexOutOfBoundsException("a part that ends before it begins");
    }
    byte[] part = new byte[end - from];
    octets.get(from, part);
    return part;
  }

  private static String dotted(ByteBuffer octets, int at) {
    return (octets.get(at) & 0xff) + "." + (octets.get(at + 1) & 0xff) + "."
        + (octets.get(at + 2) & 0xff) + "." + (octets.get(at + 3) & 0xff);
  }

  private static String hex(ByteBuffer octets, int at) {
    byte[] address = new byte[16];
    octets.get(at, address);
    return HexFormat.of().formatHex(address);
  }
}
