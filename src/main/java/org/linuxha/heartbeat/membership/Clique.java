package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The largest set of nodes of which each hears each other (ccm.md 5.4), chosen by C's rule where there
 * are several. C's rule takes nodes away one by one and is usually right at once; {@link CliqueSearch}
 * then looks whether a larger set exists, with a bound on its work.
 */
final class Clique {

  /**
   * @param members node indices
   * @param proven false if the search was cut off: a larger set may exist
   */
  record Result(Bitmap members, boolean proven) {}

  /** Steps of the search: some tens of milliseconds at most. */
  static final int WORK_LIMIT = 200_000;

  private final int[] order;
  private final BitSet[] neighbours;
  private final int[] degree;

  /** {@code neighbours} and {@code degree} are by node index; {@code order} holds indices and is ours. */
  private Clique(int[] order, BitSet[] neighbours) {
    this.order = order;
    this.neighbours = neighbours;
    this.degree = new int[neighbours.length];
    for (int index : order) {
      degree[index] = neighbours[index].cardinality();
    }
  }

  /**
   * @param vertices node indices in row order, which decides between equals
   * @param heard whom each of them heard, itself included; missing or null: nobody
   */
  static Result largest(List<Integer> vertices, Map<Integer, Bitmap> heard) {
    return largest(vertices, heard, WORK_LIMIT);
  }

  static Result largest(List<Integer> vertices, Map<Integer, Bitmap> heard, int workLimit) {
    BitSet[] mutual = mutual(vertices, heard);
    int[] order = vertices.stream().mapToInt(Integer::intValue).toArray();
    List<Integer> choice = new Clique(order, mutual).reduce();
    CliqueSearch search = new CliqueSearch(order, mutual, workLimit);
    BitSet larger = search.largerThan(choice.size());
    return new Result(larger == null ? Bitmap.of(choice) : Bitmap.of(larger.stream().boxed().toList()), !search.cutOff());
  }

  /**
   * The same, but of several sets of that size one with the most of those nodes in it.
   *
   * @param preferred node indices
   */
  static Result largest(List<Integer> vertices, Map<Integer, Bitmap> heard, Collection<Integer> preferred) {
    Result byRule = largest(vertices, heard);
    BitSet known = set(byRule.members().indices());
    BitSet wanted = set(preferred);
    wanted.and(set(vertices));
    BitSet lacking = (BitSet) wanted.clone();
    lacking.andNot(known);
    boolean keepsAll = lacking.isEmpty() || wanted.cardinality() - lacking.cardinality() == known.cardinality();
    BitSet better = keepsAll
        ? null
        : new CliqueSearch(vertices.stream().mapToInt(Integer::intValue).toArray(), mutual(vertices, heard), WORK_LIMIT)
            .preferredTo(known, wanted);
    return better == null ? byRule : new Result(Bitmap.of(better.stream().boxed().toList()), byRule.proven());
  }

  private static BitSet set(Collection<Integer> indices) {
    BitSet set = new BitSet(Bitmap.MAX_NODES);
    indices.forEach(set::set);
    return set;
  }

  /** An edge exists only if both ends hear each other; bits of nodes that are no vertices do not count. */
  private static BitSet[] mutual(List<Integer> vertices, Map<Integer, Bitmap> heard) {
    BitSet[] mutual = new BitSet[Bitmap.MAX_NODES];
    for (int a : vertices) {
      mutual[a] = new BitSet(Bitmap.MAX_NODES);
      for (int b : vertices) {
        if (hears(heard, a, b) && hears(heard, b, a)) {
          mutual[a].set(b);
        }
      }
    }
    return mutual;
  }

  private static boolean hears(Map<Integer, Bitmap> heard, int who, int whom) {
    Bitmap bitmap = heard.get(who);
    return bitmap != null && bitmap.contains(whom);
  }

  /** C's rule: while not everybody is connected to everybody, take the worst connected away. */
  private List<Integer> reduce() {
    sortByDegree();
    int last = order.length - 1;
    while (last >= 0 && degree[order[last]] < last + 1) {
      remove(worst(last), last);
      last--;
    }
    List<Integer> chosen = new ArrayList<>();
    for (int position = 0; position <= last; position++) {
      chosen.add(order[position]);
    }
    return chosen;
  }

  private void sortByDegree() {
    Integer[] sorted = Arrays.stream(order).boxed().toArray(Integer[]::new);
    Arrays.sort(sorted, (a, b) -> degree[b] - degree[a]);
    for (int i = 0; i < order.length; i++) {
      order[i] = sorted[i];
    }
  }

  /**
   * Among those of the lowest degree, the position of the one whose neighbours have the fewest neighbours.
   * C counts only neighbours with an index below the number of vertices, which decides between equals
   * where node indices are larger (recorded in m-asym5-ring).
   */
  private int worst(int last) {
    int worst = last;
    int smallestSum = Integer.MAX_VALUE;
    for (int at = last; at >= 0 && degree[order[at]] == degree[order[last]]; at--) {
      int sum = 0;
      for (int position = 0; position <= last; position++) {
        if (order[position] < order.length && neighbours[order[at]].get(order[position])) {
          sum += degree[order[position]];
        }
      }
      if (sum < smallestSum) {
        smallestSum = sum;
        worst = at;
      }
    }
    return worst;
  }

  private void remove(int position, int last) {
    int removed = order[position];
    lower(position, last);
    for (int index = neighbours[removed].nextSetBit(0); index >= 0; index = neighbours[removed].nextSetBit(index + 1)) {
      int at = positionOf(index, last);
      if (at >= 0 && at < last) {
        lower(at, last - 1);
      }
    }
  }

  /** One edge less for the vertex at that position; it moves behind all up to {@code last} that have more. */
  private void lower(int position, int last) {
    int vertex = order[position];
    degree[vertex]--;
    int at = position;
    while (at < last && degree[order[at + 1]] > degree[vertex]) {
      order[at] = order[at + 1];
      at++;
    }
    order[at] = vertex;
  }

  private int positionOf(int vertex, int last) {
    for (int position = 0; position <= last; position++) {
      if (order[position] == vertex) {
        return position;
      }
    }
    return -1;
  }
}
