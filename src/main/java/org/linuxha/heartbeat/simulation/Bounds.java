package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.config.Timing;

/** What the rules about memberships promise, in time. */
final class Bounds {
  private static final long C_TICK_NANOS = 1_000_000_000L;

  private Bounds() {}

  static long keepaliveNanos(Simulation world) {
    return timing(world).keepalive() * 1_000_000;
  }

  static long largestDeadtimeNanos(Simulation world) {
    return timing(world).deadtime() * 1_000_000;
  }

  private static Timing timing(Simulation world) {
    return world.nodes().get(0).setup().config().timing();
  }

  static boolean hasLikeC(Simulation world) {
    return world.nodes().stream().anyMatch(SimulatedNode::isLikeC);
  }

  private static long nanos(Simulation world, int keepalives, int ticks) {
    return keepalives * keepaliveNanos(world) + (hasLikeC(world) ? ticks * C_TICK_NANOS : 0);
  }

  /**
   * A join round with all its waiting: for JOINs, for answers, for the list. And before it the time that the
   * messages of a node may be held back where one of them is missing and cannot be asked for.
   */
  static long roundNanos(Simulation world) {
    return nanos(world, 45, 5) + gapNanos(world);
  }

  /** How long the cluster layer waits for a message that is missing. */
  private static long gapNanos(Simulation world) {
    long nanos = 5_000_000_000L;
    for (SimulatedNode node : world.nodes()) {
      nanos = Math.max(nanos, 20 * node.setup().config().maxRexmitDelayMillis() * 1_000_000);
    }
    return nanos;
  }

  /** After the last fault everybody agrees. */
  static long convergenceNanos(Simulation world) {
    return Settles.boundNanos(world) + repairNanos(world);
  }

  /**
   * The longest way to an agreement is a node that was left out and is reminded: by our leader after 72
   * keepalives, in vain perhaps and again after 144; by our followers of a C leader after three times that.
   */
  private static long repairNanos(Simulation world) {
    return nanos(world, hasLikeC(world) ? 450 : 200, 30);
  }

  /** While a fault stands, each side agrees. */
  static long sidesNanos(Simulation world) {
    return Settles.boundNanos(world) + 2 * largestDeadtimeNanos(world) + repairNanos(world);
  }

  /** While a fault stands, views come to rest. */
  static long restNanos(Simulation world) {
    return Settles.boundNanos(world) + 2 * largestDeadtimeNanos(world) + nanos(world, 200, 10);
  }

  /** Who has done nothing for so long will do nothing: longer than any waiting of C. */
  static long stillNanos(Simulation world) {
    return nanos(world, 60, 10);
  }

  /** How long a standing fault is looked at once its sides agree. */
  static long watchNanos(Simulation world) {
    return nanos(world, 120, 5);
  }
}
