package org.linuxha.heartbeat.daemon.demo;

import java.util.List;
import java.util.Locale;

/** Small pieces of sentences. */
final class Words {
  private Words() {}

  /** {@code alice}, {@code alice and bob}, {@code alice, bob and carol}. */
  static String list(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
  }

  /** {@code 850 ms}, {@code 1.2 s}. */
  static String span(long millis) {
    return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** What nodes say of themselves must not steer the terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
