package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;

/**
 * Many WebSocket subscribers in one thread that does next to nothing: of a frame it looks at the first bytes, and notes
 * the time of those that are views. When all have one, a line says the microseconds of each.
 */
final class SubscriberLoop {
  private static final byte[] VIEW = "\"type\":\"membership.formed\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "\"time\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int TIME_LENGTH = 24;
  /** Where the type of an event stands, within the first bytes of its frame. */
  private static final int LOOK = 200;
  private static final int WARM_UP = 20_000;

  private final ByteBuffer in = ByteBuffer.allocateDirect(262_144);
  private final byte[] start = new byte[LOOK];
  private final long[] lags;
  private int noted;

  /** Where one stands in its stream. */
  private static final class Subscriber {
    boolean upgraded;
    /** Bytes of the frame that still come. */
    long rest;
    byte[] carried = new byte[0];
  }

  private SubscriberLoop(int count) {
    lags = new long[count];
  }

  /** Arguments: the path of the socket, and how many. */
  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[1]);
    SubscriberLoop loop = new SubscriberLoop(count);
    loop.warmUp();
    Selector selector = Selector.open();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(arguments[0]));
      channel.write(ByteBuffer.wrap(("GET /api/v1/events HTTP/1.1\r\nHost: hb\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
      Subscriber subscriber = new Subscriber();
      while (!subscriber.upgraded) {
        loop.read(channel, subscriber);
      }
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, subscriber);
    }
    System.out.println("ready");
    while (true) {
      selector.select(key -> loop.readUnchecked((SocketChannel) key.channel(), (Subscriber) key.attachment()));
    }
  }

  /** So that the first views are not timed with code that was never run. */
  private void warmUp() {
    byte[] frame = ("{\"seq\":1,\"epoch\":\"0\",\"time\":\"2026-11-26T00:00:00.000Z\",\"type\":\"membership.influx\"}").getBytes(StandardCharsets.US_ASCII);
    Subscriber subscriber = new Subscriber();
    subscriber.upgraded = true;
    for (int i = 0; i < WARM_UP; i++) {
      in.clear().put((byte) 0x81).put((byte) frame.length).put(frame);
      take(subscriber, 0);
    }
  }

  private void readUnchecked(SocketChannel channel, Subscriber subscriber) {
    try {
      read(channel, subscriber);
    } catch (IOException e) {
      System.err.println("the subscribers end: " + e.getMessage());
      System.exit(1);
    }
  }

  private void read(SocketChannel channel, Subscriber subscriber) throws IOException {
    in.clear().put(subscriber.carried);
    if (channel.read(in) < 0) {
      throw new IOException("the daemon closed a subscriber");
    }
    Instant now = Instant.now();
    take(subscriber, ChronoUnit.MICROS.between(Instant.EPOCH, now));
  }

  private void take(Subscriber subscriber, long nowMicros) {
    in.flip();
    if (!subscriber.upgraded) {
      int end = find(in.limit(), "\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      subscriber.upgraded = end >= 0;
      in.position(end >= 0 ? end : 0);
    }
    while (subscriber.upgraded && in.hasRemaining()) {
      if (subscriber.rest > 0) {
        int skipped = (int) Math.min(subscriber.rest, in.remaining());
        subscriber.rest -= skipped;
        in.position(in.position() + skipped);
      } else if (!begin(subscriber, nowMicros)) {
        break;
      }
    }
    subscriber.carried = new byte[in.remaining()];
    in.get(subscriber.carried);
  }

  /** False if there is not enough of it yet. */
  private boolean begin(Subscriber subscriber, long nowMicros) {
    int at = in.position();
    if (in.remaining() < 2) {
      return false;
    }
    int length = in.get(at + 1) & 0xff;
    int head = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (in.remaining() < head) {
      return false;
    }
    long whole = head == 2 ? length : head == 4 ? in.getShort(at + 2) & 0xffff : in.getLong(at + 2);
    int look = (int) Math.min(whole, LOOK);
    if (in.remaining() < head + look) {
      return false;
    }
    in.get(at + head, start, 0, look);
    if (find(look, VIEW, start) >= 0) {
      note(nowMicros, new String(start, find(look, TIME, start), TIME_LENGTH, StandardCharsets.US_ASCII));
    }
    in.position(at + head);
    subscriber.rest = whole;
    return true;
  }

  private void note(long nowMicros, String time) {
    lags[noted++] = nowMicros - ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    if (noted == lags.length) {
      noted = 0;
      StringJoiner line = new StringJoiner(" ");
      for (long lag : lags) {
        line.add(Long.toString(lag));
      }
      System.out.println(line);
    }
  }

  private int find(int limit, byte[] what) {
    byte[] bytes = new byte[limit];
    in.get(0, bytes);
    return find(limit, what, bytes);
  }

  /** Where it ends; -1 if it is not there. */
  private static int find(int limit, byte[] what, byte[] bytes) {
    for (int at = 0; at <= limit - what.length; at++) {
      int i = 0;
      while (i < what.length && bytes[at + i] == what[i]) {
        i++;
      }
      if (i == what.length) {
        return at + i;
      }
    }
    return -1;
  }
}
