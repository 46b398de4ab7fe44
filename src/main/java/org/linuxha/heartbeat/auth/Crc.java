package org.linuxha.heartbeat.auth;

/** The CRC of method {@code crc}: polynomial 0x04C11DB7, most significant bit first, start 0, inverted (wire.md 2.1). */
final class Crc {
  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
      }
      TABLE[i] = crc;
    }
  }

  private Crc() {}

  static int of(byte[] octets, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = crc << 8 ^ TABLE[(crc >>> 24 ^ octets[i]) & 0xff];
    }
    return ~crc;
  }
}
