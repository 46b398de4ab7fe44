package org.linuxha.heartbeat.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads the event stream on {@code api.sock}, and connects again at once when its daemon comes back. */
final class OurViewWatch extends ViewWatch {
  private static final String REQUEST = "GET /api/v1/events?type=node.status,membership HTTP/1.1\r\nHost: hb\r\n\r\n";
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final LocalSocket directory = new LocalSocket();
  private final Thread reader;
  private volatile boolean closed;

  OurViewWatch(Host host) {
    super(host.name());
    Path socket = directory.of(host, "api.sock");
    reader = new Thread(() -> read(socket), "watch-" + host.name());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Path socket) {
    while (!closed) {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
        BufferedReader lines = new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          // headers and the sizes of chunks are no events
          if (line.startsWith("{")) {
            take(System.nanoTime(), Instant.now(), new JsonObject(line));
          }
        }
      } catch (IOException e) {
        // no daemon now: the next attempt is the remedy, and a bench that waits in vain says so
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void take(long nanos, Instant now, JsonObject event) {
    JsonObject data = event.getJsonObject("data");
    switch (event.getString("type")) {
      case "snapshot" -> view(nanos, data.getJsonObject("membership"));
      case "membership.formed" -> view(nanos, data);
      case "membership.influx", "membership.evicted", "membership.unknown" -> note(Seen.of(nanos, Seen.What.VOID));
      case "node.status" -> {
        if (data.getString("status").equals("dead")) {
          // the event's own time, cut to milliseconds: at worst one early
          long agoNanos = Duration.between(Instant.parse(event.getString("time")), now).toNanos();
          note(new Seen(nanos - agoNanos, Seen.What.DEAD, event.getString("subject"), Set.of()));
        }
      }
      default -> { }
    }
  }

  private void view(long nanos, JsonObject membership) {
    if (!membership.getString("state").equals("formed")) {
      return;
    }
    Set<String> members = new TreeSet<>();
    JsonArray list = membership.getJsonArray("members");
    for (int i = 0; i < list.size(); i++) {
      members.add(list.getJsonObject(i).getString("name"));
    }
    note(new Seen(nanos, Seen.What.FORMED, membership.getString("leader"), members));
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    try {
      reader.join(TimeUnit.SECONDS.toMillis(5));
      directory.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
