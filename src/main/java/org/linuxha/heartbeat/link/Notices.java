package org.linuxha.heartbeat.link;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Says each topic of one link at most once in ten seconds, then with the number of times it happened
 * since: a flood of bad packets must not become a flood of lines.
 */
final class Notices {
  static final long QUIET_NANOS = 10_000_000_000L;
  /** Topics are few by construction; this bounds them even if some operating system words errors at will. */
  private static final int MAX_TOPICS = 64;

  private final String place;
  private final LongSupplier nanoClock;
  private final BiConsumer<Problem, String> log;
  private final Map<String, Topic> topics = new HashMap<>();

  private static final class Topic {
    Code code;
    Supplier<String> latest;
    long saidNanos;
    long unsaid;
  }

  /**
   * @param log takes the problem and what to add to its sentence
   */
  Notices(String place, LongSupplier nanoClock, BiConsumer<Problem, String> log) {
    this.place = place;
    this.nanoClock = nanoClock;
    this.log = log;
  }

  void say(Code code, String topic, Supplier<String> sentence) {
    Topic known = topics.get(topic);
    boolean first = known == null;
    if (first) {
      if (topics.size() >= MAX_TOPICS) {
        return;
      }
      known = new Topic();
      topics.put(topic, known);
    }
    known.code = code;
    known.latest = sentence;
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
    String addition = topic.unsaid > 1 ? " (" + topic.unsaid + " times since the last such line)" : "";
    log.accept(new Problem(topic.code, place, topic.latest.get()), addition);
    topic.saidNanos = nanoClock.getAsLong();
    topic.unsaid = 0;
    topic.latest = null;
  }
}
