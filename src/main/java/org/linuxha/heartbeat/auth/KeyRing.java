package org.linuxha.heartbeat.auth;

import java.util.Map;
import java.util.Objects;
import org.linuxha.heartbeat.message.Bytes;

/**
 * The keys of one authkeys file, immutable. Never printed: {@link #toString} shows indices and methods only.
 *
 * @param active the index we sign with, 0 to 15
 * @param keys all configured keys by index
 */
public record KeyRing(int active, Map<Integer, Key> keys) {
  public KeyRing {
    keys = Map.copyOf(keys);
    Objects.requireNonNull(keys.get(active), "the active index has a key");
  }

  /** One line of authkeys; {@code secret} is empty for crc. */
  public record Key(Algorithm algorithm, Bytes secret) {

    /** The same algorithm with another text. */
    Key with(Bytes otherSecret) {
      return new Key(algorithm, otherSecret);
    }

    @Override
    public String toString() {
      return algorithm.word() + " (secret)";
    }
  }

  public Key activeKey() {
    return keys.get(active);
  }

  @Override
  public String toString() {
    return "KeyRing[active=" + active + ", keys=" + keys + "]";
  }
}
