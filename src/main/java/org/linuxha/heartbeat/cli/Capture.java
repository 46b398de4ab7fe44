package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream of captured frames; works on a live pipe. */
interface Capture {
  /** Longer ones are no frames but damage. */
  int MAX_FRAME = 512 * 1024;

  /** The next frame, or null at the end; what is cut off by the end counts as the end. */
  Frame next() throws IOException;

  /**
   * The capture whose first four bytes were read already, or null if they start none.
   *
   * @throws IOException if its header is damaged
   */
  static Capture open(byte[] magic, InputStream stream) throws IOException {
    if (magic.length < 4) {
      return null;
    }
    return switch (ByteBuffer.wrap(magic).getInt()) {
      case 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1 -> new PcapFile(magic, stream);
      case 0x0a0d0d0a -> new PcapngFile(stream);
      default -> null;
    };
  }

  /** A length that a frame can have. */
  static int frameLength(int length) throws IOException {
    if (length < 0 || length > MAX_FRAME) {
      throw new IOException("the capture is damaged: it tells of a frame of " + Integer.toUnsignedLong(length) + " bytes");
    }
    return length;
  }
}
