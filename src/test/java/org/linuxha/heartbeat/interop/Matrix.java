package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Which cases of a large matrix are run: the core always, of the rest a sample that the seed
 * chooses, or everything with {@code bin/test --all}.
 */
final class Matrix {

  static final boolean ALL = Boolean.getBoolean("heartbeat.test.all");
  private static final long SEED = Long.getLong("heartbeat.test.seed", 1);

  private Matrix() {}

  static <T> Stream<T> of(List<T> core, List<T> everything, int sampled) {
    List<T> rest = new ArrayList<>(everything);
    rest.removeAll(core);
    if (!ALL) {
      Collections.shuffle(rest, new Random(SEED));
      rest = rest.subList(0, Math.min(sampled, rest.size()));
    }
    return Stream.concat(core.stream(), rest.stream());
  }
}
