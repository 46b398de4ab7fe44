package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A demo written down: orders, waits and expectations, one a line ({@code docs/demo.md}).
 *
 * @param steps in order
 */
record Script(List<Step> steps) {
  private static final long EXPECT_MILLIS = 15_000;

  /**
   * @param line as it stands in the script
   */
  record Step(int number, String line, Action action) {}

  sealed interface Action {}

  record Do(Order order) implements Action {}

  record Wait(long millis) implements Action {}

  /** Waits until so long after all nodes had found each other. */
  record At(long millis) implements Action {}

  /** Waits until everything that was ordered has been told. */
  record Tales() implements Action {}

  /** It must come true in that time. */
  record Expect(long withinMillis, Condition condition) implements Action {}

  /** It must be true all that time. */
  record Hold(long millis, Condition condition) implements Action {}

  /** A line of a script that cannot be understood. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(int line, String sentence) {
      super("line " + line + ": " + sentence);
    }
  }

  static Script parse(List<String> lines) throws Wrong {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      try {
        if (line.startsWith("at ")) {
          String[] words = line.split("\\s+", 3);
          steps.add(new Step(i + 1, line, new At(duration(words[1]))));
          line = words.length > 2 ? words[2] : "";
        }
        if (!line.isEmpty()) {
          steps.add(new Step(i + 1, line, action(line)));
        }
      } catch (IllegalArgumentException | Order.Wrong e) {
        throw new Wrong(i + 1, e.getMessage());
      }
    }
    return new Script(List.copyOf(steps));
  }

  private static Action action(String line) throws Order.Wrong {
    String[] words = line.toLowerCase(Locale.ROOT).split("\\s+");
    switch (words[0]) {
      case "wait":
        return new Wait(duration(word(words, 1)));
      case "tale":
        return new Tales();
      case "hold":
        return new Hold(duration(word(words, 1)), Condition.parse(rest(line, 2)));
      case "expect":
        return words.length > 1 && words[1].equals("within")
            ? new Expect(duration(word(words, 2)), Condition.parse(rest(line, 3)))
            : new Expect(EXPECT_MILLIS, Condition.parse(rest(line, 1)));
      default:
        return new Do(Order.parse(line, DemoCluster.NODES, DemoCluster.LINKS));
    }
  }

  private static String word(String[] words, int index) {
    return words.length > index ? words[index] : "";
  }

  private static String rest(String line, int skipped) {
    String[] words = line.split("\\s+", skipped + 1);
    return words.length > skipped ? words[skipped] : "";
  }

  /** {@code 700ms}, {@code 2s}, {@code 1.5s}. */
  static long duration(String word) {
    if (word.matches("[0-9]{1,6}ms")) {
      return Long.parseLong(word.replace("ms", ""));
    }
    if (word.matches("[0-9]{1,4}(\\.[0-9]{1,3})?s")) {
      return Math.round(Double.parseDouble(word.replace("s", "")) * 1_000);
    }
    throw new IllegalArgumentException("'" + Words.printable(word) + "' is no time; write 700ms or 1.5s.");
  }
}
