package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;

/**
 * The 8 bytes before every body on a local socket (client-api.md 1.3): its length, then a magic number,
 * both 32 bits in the host's own byte order.
 */
final class Frames {
  static final int HEADER = 8;
  static final int MAGIC = 0xabcd;
  /** Bytes of the longest body that C programs send or take. */
  static final int MAX_BODY = 262_144;

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Frames() {}

  static void write(byte[] body, ByteBuf out) {
    writeInt(body.length, out);
    writeInt(MAGIC, out);
    out.writeBytes(body);
  }

  static int intAt(ByteBuf in, int index) {
    return LITTLE ? in.getIntLE(index) : in.getInt(index);
  }

  private static void writeInt(int value, ByteBuf out) {
    if (LITTLE) {
      out.writeIntLE(value);
    } else {
      out.writeInt(value);
    }
  }
}
