package org.linuxha.heartbeat.bus;

/**
 * How the kernel schedules this process.
 *
 * @param realtime true if its threads come before all normal ones
 * @param priority of its threads; the pulse loop has one more. 0 without real time
 * @param memoryLocked true if none of its pages can be swapped out
 * @param reason why it is not as configured; empty if it is
 */
public record Scheduling(boolean realtime, int priority, boolean memoryLocked, String reason) {
  /** As every process begins, and stays without {@code realtime}. */
  public static final Scheduling NORMAL = new Scheduling(false, 0, false, "");
}
