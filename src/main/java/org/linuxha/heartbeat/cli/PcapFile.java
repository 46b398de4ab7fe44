package org.linuxha.heartbeat.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The classic pcap format, in either byte order, with micro- or nanoseconds. */
final class PcapFile implements Capture {
  private final InputStream stream;
  private final ByteOrder order;
  private final boolean nanoseconds;
  private final int linkType;

  /**
   * @param stream positioned after the four bytes of {@code magic}
   */
  PcapFile(byte[] magic, InputStream stream) throws IOException {
    this.stream = stream;
    int number = ByteBuffer.wrap(magic).getInt();
    order = number == 0xa1b2c3d4 || number == 0xa1b23c4d ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    nanoseconds = number == 0xa1b23c4d || number == 0x4d3cb2a1;
    // the upper bits say whether frames end with a checksum
    linkType = read(20).getInt(16) & 0x03ffffff;
  }

  @Override
  public Frame next() throws IOException {
    try {
      ByteBuffer header = read(16);
      long seconds = Integer.toUnsignedLong(header.getInt(0));
      long fraction = Integer.toUnsignedLong(header.getInt(4));
      int length = Capture.frameLength(header.getInt(8));
      long micros = seconds * 1_000_000 + (nanoseconds ? fraction / 1_000 : fraction);
      return new Frame(linkType, micros, read(length).array(), length < header.getInt(12));
    } catch (EOFException end) {
      return null;
    }
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] octets = stream.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException("the capture ends within its header");
    }
    return ByteBuffer.wrap(octets).order(order);
  }
}
