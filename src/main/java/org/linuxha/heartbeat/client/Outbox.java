package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.linuxha.heartbeat.message.LocalFrame;

/**
 * What waits to be read by one client beyond what its socket takes: at most so many messages and bytes, of all together too.
 * Who reads too slowly is cut, never waited for (client-api.md 1.4).
 */
final class Outbox {
  static final int DEFAULT_MESSAGES = 64;
  /** A client may ask for a longer queue, but not for all our memory. */
  static final int MOST_MESSAGES = 65_536;

  private static final long MOST_BYTES = 16L * 1024 * 1024;

  /** Of all clients of one socket together: the JVM may have 64 MiB outside its heap. */
  static final long MOST_OF_ALL = 24L * 1024 * 1024;

  /** Whoever has no more than this waiting is not cut for what others do not read. */
  static final long LITTLE = 64 * 1024;

  /** What waits for all clients of one socket. */
  static final class Total {
    private long bytes;
  }

  private final Channel channel;
  private final Total total;
  private int limit = DEFAULT_MESSAGES;
  private int messages;
  private long bytes;
  private boolean flushIsDue;

  Outbox(Channel channel, Total total) {
    this.channel = channel;
    this.total = total;
  }

  /** {@code set_sendqlen}. */
  void limit(int newLimit) {
    limit = Math.min(newLimit, MOST_MESSAGES);
  }

  int limit() {
    return limit;
  }

  int waiting() {
    return messages;
  }

  /**
   * Sends that; false if too much waits already: the client is to be cut. What is sent in one turn of the loop
   * goes into the socket together at its end, so a reader that wakes up finds all of it.
   */
  boolean send(byte[] body) {
    int size = LocalFrame.HEADER + body.length;
    if (!hasRoom(size)) {
      channel.flush();
      if (!hasRoom(size)) {
        return false;
      }
    }
    ByteBuf frame = channel.alloc().buffer(size, size);
    Frames.write(body, frame);
    messages++;
    bytes += size;
    total.bytes += size;
    channel.write(frame).addListener(written -> {
      messages--;
      bytes -= size;
      total.bytes -= size;
    });
    if (!flushIsDue) {
      flushIsDue = true;
      channel.eventLoop().execute(this::flush);
    }
    return true;
  }

  private boolean hasRoom(int size) {
    boolean shared = total.bytes + size <= MOST_OF_ALL || bytes + size <= LITTLE || bytes == 0;
    return messages < limit && bytes + size <= MOST_BYTES && shared;
  }

  private void flush() {
    flushIsDue = false;
    channel.flush();
  }

  /** Closes when everything has been written. */
  void closeAfterwards() {
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }
}
