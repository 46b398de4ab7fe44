package org.linuxha.heartbeat.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The pcapng format, which Wireshark and dumpcap write: several devices, each with its own link type and clock. */
final class PcapngFile implements Capture {
  private static final int SECTION = 0x0a0d0d0a;
  private static final int DEVICE = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int OPTION_END = 0;
  private static final int OPTION_RESOLUTION = 9;
  private static final int OPTION_OFFSET = 14;

  private final InputStream stream;
  private final List<Device> devices = new ArrayList<>();
  private ByteOrder order = ByteOrder.BIG_ENDIAN;

  /** A device frames were captured on; {@code ticksPerSecond} and {@code offsetSeconds} explain its times. */
  private record Device(int linkType, int snapLength, BigInteger ticksPerSecond, long offsetSeconds) {
    long micros(long ticks) {
      BigInteger micros = new BigInteger(Long.toUnsignedString(ticks))
          .multiply(BigInteger.valueOf(1_000_000)).divide(ticksPerSecond);
      return micros.longValue() + offsetSeconds * 1_000_000;
    }
  }

  /**
   * @param stream positioned after the first four bytes
   */
  PcapngFile(InputStream stream) throws IOException {
    this.stream = stream;
    section();
  }

  @Override
  public Frame next() throws IOException {
    try {
      while (true) {
        int type = read(4).getInt();
        if (type == SECTION) {
          section();
          continue;
        }
        Frame frame = block(type, blockLength(read(4).getInt()));
        if (frame != null) {
          return frame;
        }
      }
    } catch (EOFException end) {
      return null;
    }
  }

  /** A new section begins: it tells its byte order, and counts its devices anew. */
  private void section() throws IOException {
    byte[] length = read(4).array();
    order = ByteOrder.BIG_ENDIAN;
    int magic = read(4).getInt();
    if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
      order = ByteOrder.LITTLE_ENDIAN;
    } else if (magic != BYTE_ORDER_MAGIC) {
      throw new IOException("the capture is damaged: a pcapng section without its byte order");
    }
    devices.clear();
    skip(blockLength(ByteBuffer.wrap(length).order(order).getInt()) - 4);
  }

  /** The length of a block's body and its trailing length, which are still to read. */
  private static long blockLength(int length) throws IOException {
    long rest = Integer.toUnsignedLong(length) - 8;
    if (rest < 4 || length % 4 != 0) {
      throw new IOException("the capture is damaged: a pcapng block of " + Integer.toUnsignedLong(length) + " bytes");
    }
    return rest;
  }

  private Frame block(int type, long rest) throws IOException {
    if (type != DEVICE && type != PACKET && type != SIMPLE_PACKET) {
      skip(rest);
      return null;
    }
    if (rest > MAX_FRAME + 65_536) {
      throw new IOException("the capture is damaged: a pcapng block of " + rest + " bytes");
    }
    ByteBuffer body = read((int) rest);
    try {
      return switch (type) {
        case DEVICE -> {
          devices.add(device(body));
          yield null;
        }
        case PACKET -> packet(body);
        default -> simplePacket(body);
      };
    } catch (IndexOutOfBoundsException | ArithmeticException damage) {
      throw new IOException("the capture is damaged: a pcapng block contradicts itself", damage);
    }
  }

  private Device device(ByteBuffer body) {
    int resolution = 6;
    long offsetSeconds = 0;
    for (int at = 8; at + 4 <= body.limit() - 4; ) {
      int code = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (code == OPTION_END) {
        break;
      } else if (code == OPTION_RESOLUTION && length >= 1) {
        resolution = body.get(at + 4) & 0xff;
      } else if (code == OPTION_OFFSET && length >= 8) {
        offsetSeconds = body.getLong(at + 4);
      }
      at += 4 + (length + 3) / 4 * 4;
    }
    BigInteger base = BigInteger.valueOf(resolution >= 0x80 ? 2 : 10);
    return new Device(body.getShort(0) & 0xffff, body.getInt(4), base.pow(resolution & 0x7f), offsetSeconds);
  }

  private Frame packet(ByteBuffer body) throws IOException {
    Device device = devices.get(body.getInt(0));
    long ticks = Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
    int length = Capture.frameLength(body.getInt(12));
    return new Frame(device.linkType(), device.micros(ticks), part(body, 20, length), length < body.getInt(16));
  }

  /** Without a time of its own. */
  private Frame simplePacket(ByteBuffer body) throws IOException {
    Device device = devices.get(0);
    int original = Capture.frameLength(body.getInt(0));
    int length = device.snapLength() <= 0 ? original : Math.min(original, device.snapLength());
    return new Frame(device.linkType(), 0, part(body, 4, length), length < original);
  }

  private static byte[] part(ByteBuffer body, int from, int length) {
    Objects.checkFromIndexSize(from, length, body.limit());
    return Arrays.copyOfRange(body.array(), from, from + length);
  }

  private void skip(long length) throws IOException {
    try {
      stream.skipNBytes(length);
    } catch (EOFException end) {
      throw new EOFException("the capture ends within a block");
    }
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] octets = stream.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException("the capture ends within a block");
    }
    return ByteBuffer.wrap(octets).order(order);
  }
}
