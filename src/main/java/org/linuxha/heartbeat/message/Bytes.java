package org.linuxha.heartbeat.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** An immutable run of bytes: the value of a binary field. Never shares its array with anybody. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Takes that array over; whoever made it must not touch it any more. */
  public static Bytes takeOver(byte[] made) {
    return new Bytes(made);
  }

  public static Bytes copyOf(byte[] source) {
    return new Bytes(source.clone());
  }

  public static Bytes copyOf(byte[] source, int from, int to) {
    return new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /** The 16 bytes of a UUID in the order of its text (wire.md 1.1). */
  public static Bytes of(UUID uuid) {
    return new Bytes(
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array());
  }

  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return octets.length;
  }

  public byte at(int index) {
    return octets[index];
  }

  public byte[] toArray() {
    return octets.clone();
  }

  /** Writes these bytes into {@code target}, the first at {@code at}. */
  void copyTo(byte[] target, int at) {
    System.arraycopy(octets, 0, target, at, octets.length);
  }

  /** A stream over these bytes, without copying them. */
  InputStream toStream() {
    return new ByteArrayInputStream(octets);
  }

  /** These 16 bytes as a UUID, or null if there are not 16 of them. */
  public UUID toUuid() {
    if (octets.length != 16) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  public String toHex() {
    return HexFormat.of().formatHex(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
