package org.linuxha.heartbeat.interop;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client of our daemon: messages over {@code api.sock}. */
final class OurChatter implements Chatter {
  private final LocalSocket sockets = new LocalSocket();
  private final Path path;
  private final SocketChannel sending;
  private final BufferedReader answers;
  private final SocketChannel receiving;
  private final Map<String, List<Integer>> received = new ConcurrentHashMap<>();
  private String padding = "";
  private final CountDownLatch streaming = new CountDownLatch(1);

  OurChatter(Host host) throws Exception {
    path = sockets.of(host, "api.sock");
    sending = connect();
    answers = reader(sending);
    receiving = connect();
    request(receiving, "GET /api/v1/messages?service=" + SERVICE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Thread reader = new Thread(this::read, "chatter-" + host.name());
    reader.setDaemon(true);
    reader.start();
    if (!streaming.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("our daemon does not stream messages");
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    return channel;
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  private static void request(SocketChannel channel, String text) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  @Override
  public void send(int number) throws Exception {
    String body = "{\"service\":\"" + SERVICE + "\",\"type\":\"" + TYPE + "\",\"to\":\"all\",\"fields\":{\"n\":\"" + number + "\"" + padding + "}}";
    for (int attempt = 0; attempt < 600; attempt++) {
      request(sending, "POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
          + body.length() + "\r\n\r\n" + body);
      int status = readAnswer();
      if (status == 202) {
        return;
      }
      if (status != 503) {
        throw new AssertionError("message " + number + " was answered " + status);
      }
      LockSupport.parkNanos(100_000_000L);
    }
    throw new AssertionError("message " + number + " was not taken for a minute");
  }

  @Override
  public void pad(int bytes) {
    padding = ",\"pad\":\"" + "x".repeat(bytes) + "\"";
  }

  private int readAnswer() throws IOException {
    int status = Integer.parseInt(answers.readLine().split(" ")[1]);
    int length = 0;
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      answers.read();
    }
    return status;
  }

  /** Chunk sizes stand on lines of their own between the JSON lines; only those that are objects count. */
  private void read() {
    try {
      BufferedReader lines = reader(receiving);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("HTTP/1.1 200")) {
          streaming.countDown();
        } else if (line.startsWith("{")) {
          JsonObject message = new JsonObject(line);
          if (!TYPE.equals(message.getString("type"))) {
            continue;
          }
          received.computeIfAbsent(message.getString("from"), node -> Collections.synchronizedList(new ArrayList<>()))
              .add(Integer.valueOf(message.getJsonObject("fields").getString("n")));
        }
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  @Override
  public List<Integer> from(String node) {
    return List.copyOf(received.getOrDefault(node, List.of()));
  }

  @Override
  public void close() throws Exception {
    sending.close();
    receiving.close();
    sockets.close();
  }
}
