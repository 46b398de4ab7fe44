package org.linuxha.heartbeat.membership;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An immutable set of node indices as {@code ccmmemlist} carries it: 13 bytes, bit <i>i</i> is {@code
 * byte[i/8] & (1 << (i%8))}, base64 with padding, always 20 characters (ccm.md 3.1). The empty string
 * on the wire is no bitmap but a refusal; {@link CcmCodec} tells them apart.
 */
public final class Bitmap {
  /** As many nodes as a cluster may have (MAXNODE, ccm.md 2.1). */
  public static final int MAX_NODES = 100;

  public static final Bitmap EMPTY = new Bitmap(new BitSet());
  private static final int BYTES = 13;

  private final BitSet bits;

  private Bitmap(BitSet bits) {
    this.bits = bits;
  }

  public static Bitmap of(int... indices) {
    return of(IntStream.of(indices).boxed().toList());
  }

  public static Bitmap of(Collection<Integer> indices) {
    BitSet bits = new BitSet(MAX_NODES);
    for (int index : indices) {
      if (index < 0 || index >= MAX_NODES) {
        throw new IllegalArgumentException("node index " + index + " is not in 0.." + (MAX_NODES - 1));
      }
      bits.set(index);
    }
    return new Bitmap(bits);
  }

  /**
   * Reads the wire form.
   *
   * @throws IllegalArgumentException if it is no base64 of at most 13 bytes
   */
  static Bitmap decode(String base64) {
    byte[] octets = Base64.getDecoder().decode(base64);
    if (octets.length > BYTES) {
      throw new IllegalArgumentException("a node list of " + octets.length + " bytes, more than " + BYTES);
    }
    return new Bitmap(BitSet.valueOf(octets));
  }

  String encode() {
    byte[] octets = new byte[BYTES];
    byte[] used = bits.toByteArray();
    System.arraycopy(used, 0, octets, 0, used.length);
    return Base64.getEncoder().encodeToString(octets);
  }

  public boolean contains(int index) {
    return index >= 0 && bits.get(index);
  }

  public int size() {
    return bits.cardinality();
  }

  /** Ascending. */
  public List<Integer> indices() {
    return bits.stream().boxed().toList();
  }

  Bitmap with(int index) {
    BitSet more = (BitSet) bits.clone();
    more.set(index);
    return new Bitmap(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitmap that && bits.equals(that.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return indices().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
