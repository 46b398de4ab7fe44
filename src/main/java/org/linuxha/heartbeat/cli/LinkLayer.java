package org.linuxha.heartbeat.cli;

import java.nio.ByteBuffer;

/** What stands before the IP header in a captured frame, by pcap's LINKTYPE_ numbers. */
final class LinkLayer {
  private static final int BSD_LOOPBACK = 0;
  private static final int ETHERNET = 1;
  private static final int OPENBSD_LOOPBACK = 108;
  /** {@code tcpdump -i any}. */
  private static final int LINUX_COOKED = 113;
  private static final int LINUX_COOKED_2 = 276;

  private LinkLayer() {}

  static boolean knows(int linkType) {
    return switch (linkType) {
      case BSD_LOOPBACK, ETHERNET, OPENBSD_LOOPBACK, LINUX_COOKED, LINUX_COOKED_2 -> true;
      default -> isRawIp(linkType);
    };
  }

  private static boolean isRawIp(int linkType) {
    return switch (linkType) {
      case 12, 14, 101, 228, 229 -> true;
      default -> false;
    };
  }

  /** The IP packet in a frame of a known type, or null if it holds something else. */
  static ByteBuffer ip(Frame frame) {
    ByteBuffer octets = ByteBuffer.wrap(frame.octets());
    return switch (frame.linkType()) {
      case ETHERNET -> ip(octets, 12, 14);
      case LINUX_COOKED -> ip(octets, 14, 16);
      case LINUX_COOKED_2 -> ip(octets, 0, 20);
      case BSD_LOOPBACK, OPENBSD_LOOPBACK -> octets.position(4).slice();
      default -> octets;
    };
  }

  /** Behind a protocol number and a header, and as many VLAN tags as there are. */
  private static ByteBuffer ip(ByteBuffer octets, int typeAt, int contentAt) {
    int type = octets.getShort(typeAt) & 0xffff;
    int at = contentAt;
    while (type == 0x8100 || type == 0x88a8) {
      type = octets.getShort(at + 2) & 0xffff;
      at += 4;
    }
    return type == 0x0800 || type == 0x86dd ? octets.position(at).slice() : null;
  }
}
