package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One reader of the messages of a service. What it does not take, or has no credit for, waits in a queue of bounded
 * length; a reader that lets it fill is told and cut, never waited for. Belongs to the service loop.
 */
final class MessageReader {
  /** Messages that may wait for one reader. */
  static final int LINES = 1_024;
  /** Bytes of them. */
  static final int BYTES = 1_024 * 1_024;
  /** Bytes that may wait for all readers; beyond, whoever has more than a modest share is cut. */
  static final long BYTES_IN_ALL = 8 * 1_024 * 1_024;
  private static final int MODEST_BYTES = 65_536;

  /** The connection behind a reader. */
  interface Wire {
    /** Succeeds when the socket has taken it. */
    Future<Void> write(Buffer message);

    /** Says why, then ends; closes the connection if the reader does not take even that. */
    void cut(String reason);
  }

  /** What waits for all readers together. */
  static final class Pool {
    private long bytes;
  }

  private final String service;
  private final Wire wire;
  private final Pool pool;
  private final Consumer<MessageReader> onGone;
  private final Deque<Buffer> queue = new ArrayDeque<>();
  private long credits;
  private int lines;
  private int bytes;
  private boolean gone;

  /**
   * @param credits how many messages it takes before it grants more; {@link Long#MAX_VALUE} for as many as its socket takes
   */
  MessageReader(String service, Wire wire, long credits, Pool pool, Consumer<MessageReader> onGone) {
    this.service = service;
    this.wire = wire;
    this.credits = credits;
    this.pool = pool;
    this.onGone = onGone;
  }

  String service() {
    return service;
  }

  void offer(Buffer message) {
    if (gone) {
      return;
    }
    if (lines >= LINES || bytes + message.length() > BYTES || (pool.bytes > BYTES_IN_ALL && bytes > MODEST_BYTES)) {
      wire.cut("this reader is too slow: " + lines + " messages wait for it");
      leave();
      return;
    }
    count(1, message.length());
    queue.add(message);
    pump();
  }

  /** It can take so many more. */
  void grant(long count) {
    if (credits != Long.MAX_VALUE) {
      credits = Math.min(credits + count, LINES);
      pump();
    }
  }

  private void pump() {
    while (credits > 0 && !queue.isEmpty()) {
      credits -= credits == Long.MAX_VALUE ? 0 : 1;
      Buffer next = queue.poll();
      wire.write(next).onComplete(written -> {
        if (!gone) {
          count(-1, -next.length());
          if (written.failed()) {
            leave();
          }
        }
      });
    }
  }

  private void count(int moreLines, int moreBytes) {
    lines += moreLines;
    bytes += moreBytes;
    pool.bytes += moreBytes;
  }

  /** The connection is gone. */
  void leave() {
    if (!gone) {
      gone = true;
      count(-lines, -bytes);
      queue.clear();
      onGone.accept(this);
    }
  }
}
