package org.linuxha.heartbeat.cluster;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What the heart has to say for the log. Sentences a peer can provoke at will are said at most once
 * in ten seconds, with the number that was swallowed.
 */
final class Voice {
  private static final long QUIET_NANOS = 10_000_000_000L;
  private static final int MAX_TOPICS = 256;

  private final Effects effects;
  private final Map<String, Topic> topics = new HashMap<>();

  private static final class Topic {
    long lastNanos;
    long swallowed;
  }

  Voice(Effects effects) {
    this.effects = effects;
  }

  void info(String text) {
    say(Severity.INFO, null, text);
  }

  void warn(String text) {
    say(Severity.WARN, null, text);
  }

  void problem(Code code, String text) {
    say(code.severity(), code, text);
  }

  private void say(Severity severity, Code code, String text) {
    effects.tell(new ClusterEvent.Notice(severity, code, text));
  }

  /** The same for what outsiders can cause: one sentence a code, subject and ten seconds. */
  void limited(Code code, String subject, String text, Now now) {
    if (topics.size() >= MAX_TOPICS) {
      topics.clear();
    }
    Topic topic = topics.get(code + subject);
    if (topic == null) {
      topic = new Topic();
      topics.put(code + subject, topic);
    } else if (now.nanos() - topic.lastNanos < QUIET_NANOS) {
      topic.swallowed++;
      return;
    }
    String more = topic.swallowed == 0 ? "" : " (and " + topic.swallowed + " more like it)";
    topic.lastNanos = now.nanos();
    topic.swallowed = 0;
    problem(code, text + more);
  }
}
