package org.linuxha.heartbeat.cli;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Takes captured frames apart down to the payload of UDP and ICMP echo; IPv4 fragments are put together. */
final class Dissector {
  private static final int MAX_REASSEMBLIES = 64;
  private static final int ETHERNET = 1;
  private static final int RAW_IP = 101;
  private static final int RAW_IP_OLD = 12;
  private static final int LINUX_COOKED = 113;
  private static final int LINUX_COOKED_2 = 276;
  private static final int LOOPBACK = 0;

  private final int linkType;

  /** Fragments by source, destination, protocol and identification; each by its offset. */
  private final Map<String, TreeMap<Integer, byte[]>> fragments =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TreeMap<Integer, byte[]>> eldest) {
          return size() > MAX_REASSEMBLIES;
        }
      };

  Dissector(int linkType) {
    this.linkType = linkType;
  }

  static boolean knows(int linkType) {
    return linkType == ETHERNET || linkType == RAW_IP || linkType == RAW_IP_OLD
        || linkType == LINUX_COOKED || linkType == LINUX_COOKED_2 || linkType == LOOPBACK;
  }

  /** The packet in that frame, or null if it is none of ours or not complete yet. */
  Packet dissect(int number, CaptureFile.Frame frame) {
    try {
      ByteBuffer octets = ByteBuffer.wrap(frame.octets());
      return skipLinkHeader(octets) ? network(number, frame.micros(), octets.slice()) : null;
    } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException cut) {
      return null;
    }
  }

  private boolean skipLinkHeader(ByteBuffer octets) {
    switch (linkType) {
      case ETHERNET -> octets.position(12);
      case LINUX_COOKED -> octets.position(14);
      case LINUX_COOKED_2 -> {
        int type = octets.getShort(0) & 0xffff;
        octets.position(20);
        return isIp(type);
      }
      case LOOPBACK -> {
        octets.position(4);
        return true;
      }
      default -> {
        return true;
      }
    }
    int type = octets.getShort() & 0xffff;
    while (type == 0x8100 || type == 0x88a8) {
      octets.getShort();
      type = octets.getShort() & 0xffff;
    }
    return isIp(type);
  }

  private static boolean isIp(int type) {
    return type == 0x0800 || type == 0x86dd;
  }

  private Packet network(int number, long micros, ByteBuffer octets) {
    return switch (octets.get(0) >> 4 & 0xf) {
      case 4 -> version4(number, micros, octets);
      case 6 -> version6(number, micros, octets);
      default -> null;
    };
  }

  private Packet version4(int number, long micros, ByteBuffer octets) {
    int headerLength = (octets.get(0) & 0xf) * 4;
    int total = octets.getShort(2) & 0xffff;
    int protocol = octets.get(9) & 0xff;
    String from = dotted(octets, 12);
    String to = dotted(octets, 16);
    byte[] content = part(octets, headerLength, total == 0 ? octets.limit() : total);
    int flags = octets.getShort(6) & 0xffff;
    if ((flags & 0x3fff) != 0) {
      String key = from + " " + to + " " + protocol + " " + (octets.getShort(4) & 0xffff);
      content = reassemble(key, (flags & 0x1fff) * 8, (flags & 0x2000) == 0, content);
    }
    return content == null ? null : transport(number, micros, protocol, from, to, ByteBuffer.wrap(content));
  }

  private Packet version6(int number, long micros, ByteBuffer octets) {
    int total = 40 + (octets.getShort(4) & 0xffff);
    int next = octets.get(6) & 0xff;
    String from = hex(octets, 8);
    String to = hex(octets, 24);
    int at = 40;
    while (next == 0 || next == 60 || next == 43) {
      next = octets.get(at) & 0xff;
      at += 8 + (octets.get(at + 1) & 0xff) * 8;
    }
    if (next == 44) {
      int offset = octets.getShort(at + 2) & 0xffff;
      String key = from + " " + to + " " + octets.getInt(at + 4);
      next = octets.get(at) & 0xff;
      byte[] content = reassemble(key, offset & 0xfff8, (offset & 1) == 0, part(octets, at + 8, total));
      return content == null ? null : transport(number, micros, next, from, to, ByteBuffer.wrap(content));
    }
    return transport(number, micros, next, from, to, ByteBuffer.wrap(part(octets, at, total)));
  }

  private byte[] reassemble(String key, int offset, boolean last, byte[] content) {
    TreeMap<Integer, byte[]> parts = fragments.computeIfAbsent(key, fresh -> new TreeMap<>());
    parts.put(offset, content);
    if (last) {
      // an empty part marks the end; its place tells the whole length
      parts.putIfAbsent(offset + content.length, new byte[0]);
    }
    int expected = 0;
    for (Map.Entry<Integer, byte[]> each : parts.entrySet()) {
      if (each.getKey() != expected) {
        return null;
      }
      expected += each.getValue().length;
    }
    if (parts.lastEntry().getValue().length != 0) {
      return null;
    }
    fragments.remove(key);
    ByteBuffer whole = ByteBuffer.allocate(expected);
    parts.values().forEach(whole::put);
    return whole.array();
  }

  private static Packet transport(int number, long micros, int protocol, String from, String to, ByteBuffer content) {
    return switch (protocol) {
      case 17 -> new Packet(number, micros, "udp", from, to, content.getShort(0) & 0xffff,
          content.getShort(2) & 0xffff, part(content, 8, content.getShort(4) & 0xffff));
      case 1 -> echo(number, micros, "icmp", from, to, content);
      case 58 -> echo(number, micros, "icmp6-", from, to, content);
      default -> null;
    };
  }

  private static Packet echo(int number, long micros, String prefix, String from, String to, ByteBuffer content) {
    int type = content.get(0) & 0xff;
    boolean isEcho = prefix.equals("icmp") ? type == 8 || type == 0 : type == 128 || type == 129;
    return isEcho
        ? new Packet(number, micros, prefix + type, from, to, content.getShort(4) & 0xffff,
            content.getShort(6) & 0xffff, part(content, 8, content.limit()))
        : null;
  }

  private static byte[] part(ByteBuffer octets, int from, int to) {
    byte[] part = new byte[Math.min(to, octets.limit()) - from];
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
