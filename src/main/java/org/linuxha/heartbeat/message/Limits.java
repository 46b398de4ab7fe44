package org.linuxha.heartbeat.message;

/** The sizes that every node keeps (wire.md 1.1). Bytes, unless the name says otherwise. */
public final class Limits {
  /** A final wire message. */
  public static final int MESSAGE = 256 * 1024;
  /** What fits into a UDP datagram over IPv4; a longer one is never sent by the kernel. */
  public static final int DATAGRAM = 65_507;
  /** A message before compression or after decompression. */
  public static final int UNCOMPRESSED = 2048 * 1024;
  /** Structs inside structs. */
  public static final int DEPTH = 16;

  public static final int NAME = 255;
  /** A packed list is shorter. */
  public static final int LIST = 1024;
  /**
   * Fields and list elements of one message, those of its structs included. More than any program
   * sends; it bounds the memory that a message can cost beyond its own length.
   */
  public static final int ITEMS = 16_384;

  private Limits() {}
}
