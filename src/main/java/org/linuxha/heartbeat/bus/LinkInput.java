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
   * What this link sent since the start; told when it changed, at most once a second.
   *
   * @param lastNanos when the last packet was handed to the device
   * @param failed packets that the device refused, or that had to make room for newer ones
   */
  record Sent(String linkId, long packets, long lastNanos, long failed) implements LinkInput {}

  /** Packets dropped by this link since the start, by reason; told when it changed, at most once a second. */
  record Rejected(String linkId, String link, java.util.Map<String, Long> countByReason) implements LinkInput {
    public Rejected {
      countByReason = java.util.Map.copyOf(countByReason);
    }
  }
}
