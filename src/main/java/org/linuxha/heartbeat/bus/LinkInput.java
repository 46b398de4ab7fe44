package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Problem;

/**
 * What a link tells the heart, in the order it happened. The cluster verticle passes {@link MediumState}
 * and {@link Rejected} on as cluster events.
 */
public sealed interface LinkInput {

  /** An authenticated, decoded message. {@code link} is the link name; {@code nanos} when it was read. */
  record Received(String link, Message message, long nanos) implements LinkInput {}

  /** The link has read until its socket was empty; the answer to {@link LinkOutput.Drain}. */
  record Drained(String linkId, long token) implements LinkInput {}

  /** The medium itself changed: opened, lost, back. {@code problem} is null when it works. */
  record MediumState(String linkId, String kind, String link, boolean open, Problem problem) implements LinkInput {}

  /**
   * What this link did with packets since the start; told when it changed, at most once a second.
   *
   * @param sent handed to the device
   * @param lastNanos when the last of them was
   * @param failed packets that the device refused, or that had to make room for newer ones
   * @param spoiled packets of both directions that were lost on purpose
   */
  record Traffic(String linkId, long sent, long lastNanos, long failed, long spoiled) implements LinkInput {
    /** One more was sent. */
    public Traffic sentOne(long nanos) {
      return new Traffic(linkId, sent + 1, nanos, failed, spoiled);
    }

    /** One more failed. */
    public Traffic failedOne() {
      return new Traffic(linkId, sent, lastNanos, failed + 1, spoiled);
    }

    /** One more was lost on purpose. */
    public Traffic spoiledOne() {
      return new Traffic(linkId, sent, lastNanos, failed, spoiled + 1);
    }
  }

  /** Packets dropped by this link since the start, by reason; told when it changed, at most once a second. */
  record Rejected(String linkId, String link, java.util.Map<String, Long> countByReason) implements LinkInput {
    public Rejected {
      countByReason = java.util.Map.copyOf(countByReason);
    }
  }
}
