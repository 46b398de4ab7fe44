package org.linuxha.heartbeat.link;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Says each topic of one link at most once in ten seconds, then with the number of times it happened
 * since: a flood of bad packets must not become a flood of lines.
 */
final class Notices {
  static final long QUIET_NANOS = 10_000_000_000L;
  /** Topics are few by construction; this bounds them even if some operating system words errors at will. */
  private static final int MAX_TOPICS = 64;

  private final LongSupplier nanoClock;
  private final Consumer<Problem> log;
  private final Map<String, Topic> topics = new HashMap<>();

  private static final class Topic {
    Supplier<Problem> latest;
    long saidNanos;
    long unsaid;
  }

  Notices(LongSupplier nanoClock, Consumer<Problem> log) {
    this.nanoClock = nanoClock;
    this.log = log;
  }

  /** What time it is for whoever says something here. */
  long nowNanos() {
    return nanoClock.getAsLong();
  }

  /** Says it, now or with the next of its kind; only what is said is asked for its words. */
  void say(String topic, Supplier<Problem> problem) {
    Topic known = topics.get(topic);
    boolean first = known == null;
    if (first) {
      if (topics.size() >= MAX_TOPICS) {
        return;
      }
      known = new Topic();
      topics.put(topic, known);
    }
    known.latest = problem;
    known.unsaid++;
    if (first || due(known)) {
      speak(known);
    }
  }

  /** Says what has waited long enough; called once a second. */
  void flush() {
    for (Topic topic : topics.values()) {
      if (topic.unsaid > 0 && due(topic)) {
        speak(topic);
      }
    }
  }

  private boolean due(Topic topic) {
    return nanoClock.getAsLong() - topic.saidNanos >= QUIET_NANOS;
  }

  private void speak(Topic topic) {
    Problem latest = topic.latest.get();
    log.accept(topic.unsaid == 1
        ? latest
        : new Problem(
            latest.code(),
            latest.place(),
            latest.text() + " This happened " + topic.unsaid + " times since the last such line."));
    topic.saidNanos = nanoClock.getAsLong();
    topic.unsaid = 0;
    topic.latest = null;
  }
}
