package org.linuxha.heartbeat.api;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * The frames of RFC 6455 as a client writes and reads them. Vert.x's own WebSocket client cannot go over a Unix socket.
 * Not for several threads.
 */
final class Frames {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  /** Bytes of one message; the daemon's have less than a quarter of it. */
  private static final int MAX_MESSAGE = 1_048_576;
  private static final int FINAL = 0x80;
  private static final int CONTINUATION = 0;
  private static final int CONTROL = 8;

  private final BiConsumer<Integer, Buffer> listener;
  private Buffer unread = Buffer.buffer();
  private Buffer message = Buffer.buffer();
  private int kind;

  /**
   * @param listener told of each whole message: its opcode and its bytes
   */
  Frames(BiConsumer<Integer, Buffer> listener) {
    this.listener = listener;
  }

  /** A frame with that payload, masked as a client must. */
  static Buffer encode(int opcode, Buffer payload) {
    Buffer frame = Buffer.buffer(payload.length() + 14).appendUnsignedByte((short) (FINAL | opcode));
    int length = payload.length();
    if (length < 126) {
      frame.appendUnsignedByte((short) (FINAL | length));
    } else if (length < 65_536) {
      frame.appendUnsignedByte((short) (FINAL | 126)).appendUnsignedShort(length);
    } else {
      frame.appendUnsignedByte((short) (FINAL | 127)).appendLong(length);
    }
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.appendBytes(mask);
    for (int i = 0; i < length; i++) {
      frame.appendByte((byte) (payload.getByte(i) ^ mask[i & 3]));
    }
    return frame;
  }

  /**
   * Takes what came, cut anywhere.
   *
   * @throws IllegalStateException if it is no frame of a server
   */
  void take(Buffer bytes) {
    unread.appendBuffer(bytes);
    int at = 0;
    for (int next = frame(at); next >= 0; next = frame(at)) {
      at = next;
    }
    unread = unread.getBuffer(at, unread.length());
  }

  /** Where the frame that begins there ends; -1 if it is not whole yet. */
  private int frame(int at) {
    int there = unread.length() - at;
    if (there < 2) {
      return -1;
    }
    int first = unread.getUnsignedByte(at);
    int length = unread.getUnsignedByte(at + 1);
    int head = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (length > 127 || (first & 0x70) != 0) {
      throw new IllegalStateException("the daemon sent what is no frame of a WebSocket server");
    }
    if (there < head) {
      return -1;
    }
    long payload = head == 2 ? length : head == 4 ? unread.getUnsignedShort(at + 2) : unread.getLong(at + 2);
    if (payload < 0 || payload + message.length() > MAX_MESSAGE) {
      throw new IllegalStateException("the daemon sent a message of more than " + MAX_MESSAGE + " bytes");
    }
    if (there - head < payload) {
      return -1;
    }
    int end = at + head + (int) payload;
    tell(first, unread.getBuffer(at + head, end));
    return end;
  }

  private void tell(int first, Buffer payload) {
    int opcode = first & 0x0f;
    if (opcode >= CONTROL) {
      listener.accept(opcode, payload);
      return;
    }
    kind = opcode == CONTINUATION ? kind : opcode;
    message.appendBuffer(payload);
    if ((first & FINAL) != 0) {
      Buffer whole = message;
      message = Buffer.buffer();
      listener.accept(kind, whole);
    }
  }
}
