package org.linuxha.heartbeat.message;

/**
 * What stands before every body on a local socket (client-api.md 1.3): its length, then a magic number, both 32 bits
 * in the host's own byte order.
 */
public final class LocalFrame {
  /** Bytes before a body. */
  public static final int HEADER = 8;
  public static final int MAGIC = 0xabcd;
  /** Bytes of the longest body that C programs send or take. */
  public static final int MAX_BODY = 262_144;

  private LocalFrame() {}
}
