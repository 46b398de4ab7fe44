package org.linuxha.heartbeat.simulation;

/**
 * The C daemon's way with time: packets, client messages and timers that come in between are handled
 * in one burst at its next tick, in our observations up to one keepalive later (wire.md 9.1).
 *
 * @param tickNanos the distance of two ticks, counted from the start of the daemon
 */
public record CLikeTiming(long tickNanos) implements Turns {
  private static final int LINK_PROCESS_PACKETS = 2_000;

  public CLikeTiming {
    if (tickNanos <= 0) {
      throw new IllegalArgumentException("a tick takes time: " + tickNanos);
    }
  }

  @Override
  public long lookAt(long nanos, long startNanos) {
    long sinceStart = nanos - startNanos;
    return startNanos + Math.floorDiv(sinceStart + tickNanos - 1, tickNanos) * tickNanos;
  }

  /** A daemon that lives by ticks takes the time between two of them for no lateness of its own. */
  @Override
  public long clockAt(long dueNanos, long nanos) {
    return nanos - dueNanos <= tickNanos ? dueNanos : nanos;
  }

  /** The C daemon's link processes read all the time and keep for the master what it has no time for. */
  @Override
  public int bufferPackets(int socketPackets) {
    return Math.max(LINK_PROCESS_PACKETS, socketPackets);
  }

  @Override
  public long longestWaitNanos() {
    return tickNanos;
  }

  @Override
  public String toString() {
    return "C-like every " + Durations.format(tickNanos);
  }
}
