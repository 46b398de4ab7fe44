package org.linuxha.heartbeat.membership;

import java.util.BitSet;

/**
 * Looks for a larger fully connected set than one already known, or for one as large that keeps more of certain vertices: branch and bound with colouring (a set
 * of vertices that k colours suffice for holds no clique larger than k). Stops after so many steps;
 * the question is hard, and an answer must come before the followers' patience ends.
 */
final class CliqueSearch {
  private final int[] vertices;
  private final BitSet[] neighbours;
  private final int workLimit;
  private int work;
  private BitSet preferred = new BitSet();
  private int bestSize;
  private int bestPreferred;
  private BitSet best;

  /** {@code neighbours} are mutual, by vertex. Vertices that do not even hear themselves belong to no set. */
  CliqueSearch(int[] vertices, BitSet[] neighbours, int workLimit) {
    this.vertices = vertices;
    this.neighbours = neighbours;
    this.workLimit = workLimit;
  }

  boolean cutOff() {
    return work >= workLimit;
  }

  /** A larger set than that, or null if there is none or the work was too much. */
  BitSet largerThan(int size) {
    bestSize = size;
    return search();
  }

  /** A set as large as that one with more of the preferred in it, the most there can be; null if there is none or the work was too much. */
  BitSet preferredTo(BitSet known, BitSet whom) {
    bestSize = known.cardinality();
    preferred = whom;
    bestPreferred = preferredIn(known);
    return search();
  }

  private BitSet search() {
    BitSet candidates = new BitSet();
    for (int vertex : vertices) {
      if (neighbours[vertex].get(vertex)) {
        candidates.set(vertex);
      }
    }
    extend(new BitSet(), 0, candidates);
    return best;
  }

  private void extend(BitSet clique, int size, BitSet candidates) {
    int[] sorted = new int[candidates.cardinality()];
    int[] colour = new int[sorted.length];
    colour(candidates, sorted, colour);
    for (int i = sorted.length - 1; i >= 0; i--) {
      boolean hopeless = size + colour[i] < bestSize || (size + colour[i] == bestSize && !mayPrefer(clique, candidates));
      if (hopeless || ++work >= workLimit) {
        return;
      }
      int vertex = sorted[i];
      clique.set(vertex);
      BitSet rest = (BitSet) candidates.clone();
      rest.and(neighbours[vertex]);
      rest.clear(vertex);
      if (!rest.isEmpty()) {
        extend(clique, size + 1, rest);
      } else if (size + 1 > bestSize || (size + 1 == bestSize && preferredIn(clique) > bestPreferred)) {
        bestSize = size + 1;
        bestPreferred = preferredIn(clique);
        best = (BitSet) clique.clone();
      }
      clique.clear(vertex);
      candidates.clear(vertex);
    }
  }

  private int preferredIn(BitSet set) {
    BitSet both = (BitSet) set.clone();
    both.and(preferred);
    return both.cardinality();
  }

  /** Whether this set can grow to one with more of the preferred than the best has. */
  private boolean mayPrefer(BitSet clique, BitSet candidates) {
    return !preferred.isEmpty() && preferredIn(clique) + preferredIn(candidates) > bestPreferred;
  }

  /** Greedy colouring: vertices sorted by colour, no two neighbours of one colour. */
  private void colour(BitSet candidates, int[] sorted, int[] colour) {
    BitSet uncoloured = (BitSet) candidates.clone();
    int at = 0;
    for (int number = 1; !uncoloured.isEmpty(); number++) {
      BitSet free = (BitSet) uncoloured.clone();
      for (int vertex = free.nextSetBit(0); vertex >= 0; vertex = free.nextSetBit(vertex + 1)) {
        sorted[at] = vertex;
        colour[at++] = number;
        uncoloured.clear(vertex);
        free.andNot(neighbours[vertex]);
      }
    }
  }
}
