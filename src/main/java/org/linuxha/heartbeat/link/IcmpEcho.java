package org.linuxha.heartbeat.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * ICMP echo messages: 8 bytes of type, code, checksum, id and sequence, then the data that comes back
 * (RFC 792, RFC 4443). Of IPv6 the kernel makes the checksum.
 *
 * @param data of an answer: what was sent, if the other side is honest
 */
record IcmpEcho(int id, int sequence, byte[] data) {
  private static final int HEADER = 8;
  private static final int IPV4_LEAST_HEADER = 20;
  private static final int REQUEST = 8;
  private static final int REPLY = 0;
  private static final int REQUEST6 = 128;
  private static final int REPLY6 = 129;
  private static final int SHORT = 0xffff;

  ByteBuf request(boolean v6) {
    ByteBuf packet = Unpooled.buffer(HEADER + data.length);
    packet.writeByte(v6 ? REQUEST6 : REQUEST).writeByte(0).writeShort(0);
    packet.writeShort(id).writeShort(sequence).writeBytes(data);
    return v6 ? packet : packet.setShort(2, checksum(packet));
  }

  /**
   * The answer in that packet, or null if it is none.
   *
   * @param withHeader true for a raw IPv4 socket, which hands the IP header over too
   */
  static IcmpEcho reply(ByteBuf packet, boolean v6, boolean withHeader) {
    int start = packet.readerIndex();
    if (withHeader) {
      if (packet.readableBytes() < IPV4_LEAST_HEADER) {
        return null;
      }
      start += (packet.getByte(start) & 0xf) * Integer.BYTES;
    }
    if (packet.writerIndex() - start < HEADER || packet.getUnsignedByte(start) != (v6 ? REPLY6 : REPLY)) {
      return null;
    }
    byte[] data = new byte[packet.writerIndex() - start - HEADER];
    packet.getBytes(start + HEADER, data);
    return new IcmpEcho(packet.getUnsignedShort(start + 4), packet.getUnsignedShort(start + 6), data);
  }

  /** The ones' complement of the ones' complement sum (RFC 1071). */
  private static int checksum(ByteBuf packet) {
    long sum = 0;
    for (int i = 0; i < packet.readableBytes(); i += 2) {
      int low = i + 1 < packet.readableBytes() ? packet.getUnsignedByte(i + 1) : 0;
      sum += packet.getUnsignedByte(i) << Byte.SIZE | low;
    }
    while (sum > SHORT) {
      sum = (sum & SHORT) + (sum >> Short.SIZE);
    }
    return (int) ~sum & SHORT;
  }
}
