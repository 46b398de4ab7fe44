package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;
import org.linuxha.heartbeat.message.LocalFrame;

/** {@link LocalFrame} in the buffers of Netty. */
final class Frames {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Frames() {}

  static void write(byte[] body, ByteBuf out) {
    writeInt(body.length, out);
    writeInt(LocalFrame.MAGIC, out);
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
