package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.linuxha.heartbeat.message.LocalFrame;

/**
 * What waits to be read by one client beyond what its socket takes: at most so many messages and bytes.
 * Who reads too slowly is cut, never waited for (client-api.md 1.4).
 */
final class Outbox {
  static final int DEFAULT_MESSAGES = 64;
  /** A client may ask for a longer queue, but not for all our memory. */
  static final int MOST_MESSAGES = 65_536;

  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Channel channel;
  private int limit = DEFAULT_MESSAGES;
  private int messages;
  private long bytes;
  private boolean flushIsDue;

  Outbox(Channel channel) {
    this.channel = channel;
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
    channel.write(frame).addListener(written -> {
      messages--;
      bytes -= size;
    });
    if (!flushIsDue) {
      flushIsDue = true;
      channel.eventLoop().execute(this::flush);
    }
    return true;
  }

  private boolean hasRoom(int size) {
    return messages < limit && bytes + size <= MOST_BYTES;
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
