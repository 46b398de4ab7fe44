package org.linuxha.heartbeat.daemon.demo;

import java.util.List;
import java.util.Locale;

/** What somebody wants done to the cluster, by key, from another terminal, or in a script. */
sealed interface Order {
  /** The node it is about; empty for all. */
  String node();

  /** Ends the daemon with SIGKILL. */
  record Kill(String node) implements Order {}

  /** Starts a daemon that does not run. */
  record Start(String node) implements Order {}

  /** Stops the process for that long and lets it go on. */
  record Pause(String node, int millis) implements Order {}

  /** Nothing passes that link of that node any more. */
  record Cut(String node, String link) implements Order {}

  /** So many of a hundred packets from and to that node are lost, on all links. */
  record Lose(String node, int percent) implements Order {}

  /** What passes that link of that node is so late, both ways; the node's own daemon does it. */
  record Delay(String node, String link, int millis) implements Order {}

  /** Ends what was cut, lost and late at that node, or everywhere. */
  record Heal(String node) implements Order {}

  /** Shows how all nodes are; changes nothing. */
  record Status() implements Order {
    @Override
    public String node() {
      return "";
    }
  }

  /** Ends the demo. */
  record Stop() implements Order {
    @Override
    public String node() {
      return "";
    }
  }

  /** A sentence: what is wrong with an order and what would be right. */
  final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String sentence) {
      super(sentence);
    }
  }

  String HELP = "kill NODE, start NODE, pause NODE [MILLIS], cut NODE LINK, lose NODE [PERCENT], delay NODE LINK [MILLIS], heal [NODE], status, stop";

  /** Reads {@code pause bob 700}. Nodes and links go by name, first letter or number. */
  static Order parse(String text, List<String> nodes, List<String> links) throws Wrong {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    int most = switch (words[0]) {
      case "pause", "cut", "lose" -> 3;
      case "delay" -> 4;
      case "status", "stop" -> 1;
      default -> 2;
    };
    if (words.length > most) {
      throw new Wrong("'" + text.strip() + "' has a word too many; there are: " + HELP + ".");
    }
    String second = words.length > 1 ? words[1] : "";
    String third = words.length > 2 ? words[2] : "";
    return switch (words[0]) {
      case "kill" -> new Kill(choose("node", second, nodes));
      case "start" -> new Start(choose("node", second, nodes));
      case "pause" -> new Pause(choose("node", second, nodes),
          number(third, Timing.PAUSE_MILLIS, 1, 60_000, "a pause is 1 to 60000 ms"));
      case "cut" -> new Cut(choose("node", second, nodes), choose("link", third, links));
      case "lose" -> new Lose(choose("node", second, nodes),
          number(third, Timing.LOSS_PERCENT, 1, 100, "a loss is 1 to 100 percent"));
      case "delay" -> new Delay(choose("node", second, nodes), choose("link", third, links),
          number(words.length > 3 ? words[3] : "", Timing.DELAY_MILLIS, 1, 10_000, "a delay is 1 to 10000 ms"));
      case "heal" -> new Heal(second.isEmpty() ? "" : choose("node", second, nodes));
      case "status" -> new Status();
      case "stop" -> new Stop();
      default -> throw new Wrong("There is no '" + Words.printable(words[0]) + "'; there are: " + HELP + ".");
    };
  }

  private static String choose(String what, String word, List<String> names) throws Wrong {
    for (String name : names) {
      if (name.equals(word) || name.substring(0, 1).equals(word)
          || Integer.toString(names.indexOf(name) + 1).equals(word)) {
        return name;
      }
    }
    throw new Wrong((word.isEmpty() ? "Which " + what + "?" : "There is no " + what + " " + Words.printable(word) + ".")
        + " There are " + Words.list(names) + ".");
  }

  private static int number(String word, int otherwise, int least, int most, String rule) throws Wrong {
    if (word.isEmpty()) {
      return otherwise;
    }
    String digits = word.replaceFirst("(ms|%)$", "");
    int value = digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
    if (value < least || value > most) {
      throw new Wrong("'" + Words.printable(word) + "': " + rule + ".");
    }
    return value;
  }
}
