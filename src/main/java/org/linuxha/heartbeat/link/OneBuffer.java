package org.linuxha.heartbeat.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * One receive buffer, big enough for the biggest datagram, used again and again: the receiver copies
 * each packet out before the next is read. Netty's own default of 2048 bytes would cut packets
 * silently, and a pool for buffers of 64 KiB would cost megabytes.
 */
final class OneBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int BIGGEST_DATAGRAM = 65_536;

  private final ByteBuf buffer = Unpooled.directBuffer(BIGGEST_DATAGRAM, BIGGEST_DATAGRAM);

  /**
   * @param burst datagrams read in one turn of the loop
   */
  OneBuffer(int burst) {
    super(burst);
  }

  /** Gives the memory back when the channel is closed. */
  void release() {
    buffer.release();
  }

  @Override
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public ByteBuf allocate(ByteBufAllocator allocator) {
        return buffer.retainedDuplicate().clear();
      }

      @Override
      public int guess() {
        return BIGGEST_DATAGRAM;
      }
    };
  }
}
