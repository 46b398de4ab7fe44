package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Which daemons of a world run a membership service, and whose ways they have.
 *
 * @param text {@code none}, {@code drawn}, {@code ours}, {@code c}, {@code mixed}, or one word a node:
 *     {@code ours,c,ours}
 */
public record Members(String text) {
  public static final Members NONE = new Members("none");

  /** As the seed says: all ours, mixed, or all C-like. */
  public static final Members DRAWN = new Members("drawn");

  private static final List<String> FOR_ALL = List.of("none", "drawn", "ours", "c", "mixed");

  public static Members parse(String text) {
    Members members = new Members(text.strip());
    if (!FOR_ALL.contains(members.text) && !members.isList()) {
      throw new IllegalArgumentException(
          "'" + text + "': write none, drawn, ours, c, mixed, or ours or c for each node: ours,c,ours");
    }
    return members;
  }

  private boolean isList() {
    List<String> words = words();
    return words.size() > 1 && words.stream().allMatch(word -> word.equals("ours") || word.equals("c"));
  }

  private List<String> words() {
    return List.of(text.split(",", -1));
  }

  public boolean any() {
    return !text.equals("none");
  }

  /** How many nodes it speaks of; 0 if of all that there are. */
  public int nodes() {
    return isList() ? words().size() : 0;
  }

  /** For each of so many nodes whether it is C-like. */
  List<Boolean> clike(int size, SeededRandom random) {
    if (isList()) {
      return words().stream().map(word -> word.equals("c")).toList();
    }
    String kind = text.equals("drawn") ? random.pick("ours", "ours", "mixed", "mixed", "mixed", "c") : text;
    List<Boolean> clike = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      clike.add(kind.equals("c") || kind.equals("mixed") && random.nextBoolean());
    }
    if (kind.equals("mixed")) {
      int ours = random.nextInt(size);
      clike.set(ours, false);
      clike.set((ours + 1 + random.nextInt(size - 1)) % size, true);
    }
    return List.copyOf(clike);
  }
}
