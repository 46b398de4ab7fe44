package org.linuxha.heartbeat.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which events a reader wants: types ({@code node.status}) and families ({@code node}); empty is all. */
record EventFilter(Set<String> words) {
  static final EventFilter ALL = new EventFilter(Set.of());

  EventFilter {
    words = Set.copyOf(words);
  }

  /**
   * Reads {@code ?type=}, given once or more, each a comma list.
   *
   * @throws IllegalArgumentException with a sentence, if a word is no type
   */
  static EventFilter parse(List<String> values) {
    Set<String> words = new HashSet<>();
    for (String value : values) {
      for (String word : value.split(",")) {
        if (!EventType.isFilter(word)) {
          throw new IllegalArgumentException(
              "type=" + word + " is neither a type of event nor a family of them (docs/events.md lists both)");
        }
        words.add(word);
      }
    }
    return new EventFilter(words);
  }

  /** Lines about the stream itself always pass. */
  boolean passes(EventType type) {
    return words.isEmpty() || !type.isNumbered() || words.contains(type.word()) || words.contains(type.family());
  }
}
