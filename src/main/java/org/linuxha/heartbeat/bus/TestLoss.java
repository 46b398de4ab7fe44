package org.linuxha.heartbeat.bus;

import java.util.Set;

/**
 * Losses that an administrator asks for with the file {@code OnlyForTesting} (upstream-suites.md 5), on
 * every medium.
 *
 * @param transmit the share of what is sent that is lost, 0 to 1
 * @param receive the share of what comes that is lost, 0 to 1
 * @param spared nodes whose messages, and messages for whom, are never lost
 */
public record TestLoss(double transmit, double receive, Set<String> spared) {
  public static final TestLoss NONE = new TestLoss(0, 0, Set.of());

  public TestLoss {
    spared = Set.copyOf(spared);
  }
}
