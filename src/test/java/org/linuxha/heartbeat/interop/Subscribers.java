package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many WebSocket subscribers of one daemon's event stream in one thread, which notes when each view came to each. */
final class Subscribers implements AutoCloseable {
  private static final byte[] VIEW = "\"type\":\"membership.formed\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "\"time\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int TIME_LENGTH = 24;

  private final Selector selector = Selector.open();
  private final List<Long> lagsMicros = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean ended;

  private static final class Subscriber {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    boolean upgraded;
  }

  Subscribers(Path socket, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(("GET /api/v1/events HTTP/1.1\r\nHost: hb\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Subscriber());
    }
    Thread thread = new Thread(this::follow, "subscribers");
    thread.setDaemon(true);
    thread.start();
    Await.that(count + " subscribers", java.time.Duration.ofSeconds(30), () -> open.get() == count, () -> open + " are in");
  }

  private void follow() {
    try {
      while (!ended) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          read((SocketChannel) key.channel(), (Subscriber) key.attachment());
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      if (!ended) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(SocketChannel channel, Subscriber subscriber) throws IOException {
    if (!subscriber.buffer.hasRemaining()) {
      subscriber.buffer = ByteBuffer.allocate(subscriber.buffer.capacity() * 2).put(subscriber.buffer.flip());
    }
    if (channel.read(subscriber.buffer) < 0) {
      throw new IOException("the daemon closed a subscriber");
    }
    Instant now = Instant.now();
    ByteBuffer in = subscriber.buffer.flip();
    if (!subscriber.upgraded) {
      int end = find(in, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), in.position(), in.limit());
      if (end >= 0) {
        in.position(end);
        subscriber.upgraded = true;
        open.incrementAndGet();
      }
    }
    while (subscriber.upgraded && takeFrame(in, now)) {
      // one after the other
    }
    in.compact();
  }

  private boolean takeFrame(ByteBuffer in, Instant now) {
    int start = in.position();
    int head = in.remaining() < 2 ? 0 : in.get(start + 1) == 126 ? 4 : in.get(start + 1) == 127 ? 10 : 2;
    if (head == 0 || in.remaining() < head) {
      return false;
    }
    int length = head == 2 ? in.get(start + 1) : head == 4 ? in.getShort(start + 2) & 0xffff : (int) in.getLong(start + 2);
    if (in.remaining() < head + length) {
      return false;
    }
    int end = start + head + length;
    if (find(in, VIEW, start, Math.min(end, start + 300)) >= 0) {
      int time = find(in, TIME, start, end);
      Instant agreed = Instant.parse(new String(in.array(), time, TIME_LENGTH, StandardCharsets.US_ASCII));
      synchronized (lagsMicros) {
        lagsMicros.add(ChronoUnit.MICROS.between(agreed, now));
      }
    }
    in.position(end);
    return true;
  }

  /** Where it ends; -1 if it is not there. */
  private static int find(ByteBuffer in, byte[] what, int from, int to) {
    for (int at = from; at <= to - what.length; at++) {
      int i = 0;
      while (i < what.length && in.get(at + i) == what[i]) {
        i++;
      }
      if (i == what.length) {
        return at + i;
      }
    }
    return -1;
  }

  /** For each view and subscriber the microseconds from when it was agreed, which is known to the millisecond below. */
  List<Long> lagsMicros() {
    synchronized (lagsMicros) {
      return List.copyOf(lagsMicros);
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    for (SelectionKey key : List.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.wakeup();
  }
}
