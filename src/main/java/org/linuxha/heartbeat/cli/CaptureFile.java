package org.linuxha.heartbeat.cli;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a pcap stream frame by frame, in either byte order, with micro- or nanoseconds; works on a live pipe. */
final class CaptureFile {
  private static final int MAX_FRAME = 512 * 1024;

  private final InputStream stream;
  private final ByteOrder order;
  private final boolean nanoseconds;
  final int linkType;

  /** One captured frame; the array is cut to what was captured. */
  record Frame(long micros, byte[] octets) {}

  /** True if these first four bytes start a pcap file. */
  static boolean isCapture(byte[] magic) {
    int number = ByteBuffer.wrap(magic).getInt();
    return switch (number) {
      case 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1 -> true;
      default -> false;
    };
  }

  /** True if they start a pcapng file, which tcpdump does not write unless told to. */
  static boolean isNextGeneration(byte[] magic) {
    return ByteBuffer.wrap(magic).getInt() == 0x0a0d0d0a;
  }

  /**
   * @param stream positioned after the four bytes of {@code magic}
   */
  CaptureFile(byte[] magic, InputStream stream) throws IOException {
    this.stream = stream;
    int number = ByteBuffer.wrap(magic).getInt();
    order = number == 0xa1b2c3d4 || number == 0xa1b23c4d ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    nanoseconds = number == 0xa1b23c4d || number == 0x4d3cb2a1;
    ByteBuffer header = read(20);
    linkType = header.getInt(16) & 0x0fffffff;
  }

  /** The next frame, or null at the end; a frame cut by the end of the file counts as the end. */
  Frame next() throws IOException {
    ByteBuffer header;
    try {
      header = read(16);
    } catch (EOFException end) {
      return null;
    }
    long seconds = header.getInt(0) & 0xffffffffL;
    long fraction = header.getInt(4) & 0xffffffffL;
    int length = header.getInt(8);
    if (length < 0 || length > MAX_FRAME) {
      throw new IOException("a frame of " + length + " bytes: the file is damaged");
    }
    try {
      return new Frame(seconds * 1_000_000 + (nanoseconds ? fraction / 1_000 : fraction), read(length).array());
    } catch (EOFException cut) {
      return null;
    }
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] octets = new byte[length];
    new DataInputStream(stream).readFully(octets);
    return ByteBuffer.wrap(octets).order(order);
  }
}
