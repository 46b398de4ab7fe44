package org.linuxha.heartbeat.bus;

import java.util.List;

/**
 * The heart's answers to submissions that came {@link Gathered}, one each in their order.
 *
 * @param refusals why it was not taken; empty if it was
 */
record Answers(List<String> refusals) {
  Answers {
    refusals = List.copyOf(refusals);
  }
}
