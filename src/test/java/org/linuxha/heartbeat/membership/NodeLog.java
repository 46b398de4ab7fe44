package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The debug log of a recorded CCM, as inputs and what it did about each. Times are seconds since the first action. */
final class NodeLog {
  private static final Pattern LINE = Pattern.compile("(-?[\\d.]+) \\w+: (.*)");
  private static final Pattern RECEIVED =
      Pattern.compile("recv msg (\\S+) from (\\S+), status:(.*)");
  private static final Pattern SENT = Pattern.compile("send msg (\\S+) to (\\S+), status:.*");
  private static final Pattern STATE = Pattern.compile("node state CCM_STATE_(\\S+) -> CCM_STATE_(\\S+)");
  private static final Pattern STATUS = Pattern.compile("status of node (\\S+): (\\S+) -> (\\S+)");
  private static final Pattern MEMBER = Pattern.compile("nodename=(\\S+) bornon=(-?\\d+)");

  /** What the process heard. */
  record Input(String type, String from, String status) {}

  /** What it did: a message sent, a change of state, a membership told. */
  sealed interface Effect {
    record Sent(String type, String to) implements Effect {}

    record Became(String from, String to) implements Effect {}

    record Told(int instance, String leader, boolean quorum, TreeMap<String, Integer> born) implements Effect {}
  }

  /** An effect with its moment. */
  record Done(double at, Effect effect) {}

  /** An input and everything the log shows until the next one. */
  record Entry(double at, Input input, List<Done> effects) {}

  /** A life of the program. {@code beforeInput} is what it did before it heard anything. */
  static final class Life {
    double start;
    double firstTick;
    /** When it was told to end or lost its daemon; infinite if the log does not say. */
    double end = Double.POSITIVE_INFINITY;
    final Entry beforeInput;
    final List<Entry> entries = new ArrayList<>();
    /** The status a node had before the first change that this life saw. */
    final TreeMap<String, String> firstStatus = new TreeMap<>();

    Life(double start) {
      this.start = start;
      this.firstTick = start;
      beforeInput = new Entry(start, null, new ArrayList<>());
    }
  }

  private final List<Life> lives = new ArrayList<>();
  private Life life;
  private Entry entry;
  private String leader;
  private int instance;
  private boolean quorum;
  private TreeMap<String, Integer> born = new TreeMap<>();

  private NodeLog() {}

  static List<Life> read(String text) {
    NodeLog log = new NodeLog();
    text.lines().forEach(log::line);
    return log.lives;
  }

  private void line(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("unreadable log line: " + line);
    }
    double at = Double.parseDouble(matcher.group(1));
    String text = matcher.group(2).trim();
    if (text.startsWith("Hostname:")) {
      if (life != null) {
        life.end = Math.min(life.end, at);
      }
      life = new Life(at);
      lives.add(life);
      entry = life.beforeInput;
    } else if (text.startsWith("recv msg ")) {
      Matcher received = match(RECEIVED, text);
      entry = new Entry(at, new Input(received.group(1), received.group(2), received.group(3)), new ArrayList<>());
      life.entries.add(entry);
    } else {
      effect(at, text);
    }
  }

  private void effect(double at, String text) {
    if (at >= life.end) {
      return; // a program that ends resets itself
    }
    if (text.startsWith("send msg ")) {
      Matcher sent = match(SENT, text);
      done(at, new Effect.Sent(sent.group(1), sent.group(2).equals("cluster") ? "" : sent.group(2)));
    } else if (text.startsWith("node state ")) {
      Matcher state = match(STATE, text);
      if (!state.group(1).equals(state.group(2))) {
        done(at, new Effect.Became(state.group(1), state.group(2)));
      } else if (life.entries.isEmpty()) {
        life.firstTick = at;
      }
    } else if (text.startsWith("status of node ")) {
      Matcher status = match(STATUS, text);
      life.firstStatus.putIfAbsent(status.group(1), status.group(2));
    } else if (text.contains("SIGTERM") || text.contains("Lost connection")) {
      life.end = at;
    } else {
      membership(at, text);
    }
  }

  private void membership(double at, String text) {
    if (text.startsWith("dump current")) {
      born = new TreeMap<>();
    } else if (text.startsWith("leader=")) {
      leader = text.substring(7);
    } else if (text.startsWith("transition=")) {
      instance = Integer.parseInt(text.substring(11));
    } else if (text.startsWith("has_quorum=")) {
      quorum = text.endsWith("=1");
    } else if (text.startsWith("nodename=")) {
      Matcher member = match(MEMBER, text);
      born.put(member.group(1), Integer.valueOf(member.group(2)));
    } else if (text.startsWith("quorum is ")) {
      done(at, new Effect.Told(instance, leader, text.endsWith(" 1"), born));
    }
  }

  private void done(double at, Effect effect) {
    entry.effects().add(new Done(at, effect));
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("unreadable log text: " + text);
    }
    return matcher;
  }
}
