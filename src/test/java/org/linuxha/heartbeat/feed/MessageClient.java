package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program with a WebSocket to {@code /api/v1/messages} over the Unix socket, which Vert.x's own client cannot. */
public final class MessageClient implements AutoCloseable {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;

  public final LinkedBlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
  /** The status line of the answer to the upgrade. */
  public final String status;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final DataInputStream in;
  private volatile int closeCode;

  public MessageClient(Path apiSocket, String query) throws Exception {
    channel.connect(UnixDomainSocketAddress.of(apiSocket));
    in = new DataInputStream(Channels.newInputStream(channel));
    channel.write(ByteBuffer.wrap(("GET /api/v1/messages" + query + " HTTP/1.1\r\nHost: hb\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII)));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    status = head.substring(0, head.indexOf("\r\n"));
    if (status.contains(" 101 ")) {
      Thread reader = new Thread(this::read, "messages");
      reader.setDaemon(true);
      reader.start();
    }
  }

  private void read() {
    try {
      while (true) {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length == 127 ? (int) in.readLong() : length == 126 ? in.readUnsignedShort() : length);
        if (kind == TEXT) {
          frames.add(new JsonObject(new String(payload, StandardCharsets.UTF_8)));
        } else if (kind == CLOSE) {
          closeCode = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
          write(CLOSE, payload);
        }
      }
    } catch (EOFException end) {
      closed.countDown();
    } catch (IOException reset) {
      closed.countDown();
    }
  }

  /** A frame of a client, masked with zeros. */
  private synchronized void write(int kind, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) kind);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  public void say(String text) throws IOException {
    write(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(Object id, String to, String n) throws IOException {
    say(new JsonObject().put("frame", "send").put("id", id).put("message",
        new JsonObject().put("to", to).put("type", "chat").put("fields", new JsonObject().put("n", n))).encode());
  }

  /** The next frame, which must be of that kind. */
  public JsonObject next(String kind) throws InterruptedException {
    JsonObject frame = frames.poll(20, TimeUnit.SECONDS);
    assertThat(frame).as("a frame " + kind + "; close code " + closeCode).isNotNull();
    assertThat(frame.getString("frame")).as(frame.encode()).isEqualTo(kind);
    return frame;
  }

  /** The code with which the daemon closed it. */
  public int awaitClose() throws InterruptedException {
    assertThat(closed.await(20, TimeUnit.SECONDS)).as("the daemon closes it").isTrue();
    return closeCode;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
