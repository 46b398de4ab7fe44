package org.linuxha.heartbeat.message;

/** The sizes that every node keeps (wire.md 1.1). Bytes, unless the name says otherwise. */
public final class Limits {
  /** A final wire message. */
  public static final int MESSAGE = 256 * 1024;
  /** A message before compression or after decompression. */
  public static final int UNCOMPRESSED = 2048 * 1024;
  /** Structs inside structs. */
  public static final int DEPTH = 16;

  public static final int NAME = 255;
  /** A packed list. */
  public static final int LIST = 1024;
  /** More fields than any program sends; keeps the cost of a hostile message bounded. */
  public static final int FIELDS = 4096;

  private Limits() {}
}
