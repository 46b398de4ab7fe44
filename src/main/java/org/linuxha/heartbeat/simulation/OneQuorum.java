package org.linuxha.heartbeat.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.MembershipEvent;

/**
 * Two views with quorum but of different agreements stand side by side at most for the largest deadtime and
 * {@link Bounds#roundNanos}, counted while both daemons run. C never tells its clients of an eviction (ccm.md 10.10). Clusters of two nodes are another matter: there
 * each half has quorum (ccm.md 7.1).
 */
final class OneQuorum implements Witness {
  static final String NAME = "two views with quorum overlap only for deadtime and a round";

  private record Pair(SimulatedNode one, SimulatedNode other) {}

  private static final class Overlap {
    long runNanos;
    long seenNanos;
  }

  /** A view with quorum that clients go by. */
  private record Quorate(String cookie, long sinceNanos) {}

  private final Map<ServiceLife, Quorate> quorate = new LinkedHashMap<>();
  private final Map<Pair, Overlap> overlaps = new LinkedHashMap<>();

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    if (event instanceof MembershipEvent.Formed formed && formed.view().quorum()) {
      Agreement agreed = node.service().agreement();
      boolean same = agreed != null && agreed.members().equals(formed.view().names());
      change(node, same ? agreed.cookie() : formed.view().toString());
    } else if (event instanceof MembershipEvent.Formed
        || event instanceof MembershipEvent.InFlux
        || event instanceof MembershipEvent.Unknown
        || event instanceof MembershipEvent.Evicted && !node.isLikeC()) {
      change(node, null);
    }
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    change(node, null);
  }

  private void change(SimulatedNode node, String cookie) {
    if (node.world().nodes().size() < 3 || node.service() == null) {
      return;
    }
    if (cookie == null) {
      quorate.remove(node.service());
    } else {
      quorate.put(node.service(), new Quorate(cookie, node.world().nanos()));
    }
    for (SimulatedNode other : node.world().nodes()) {
      compare(node, other);
    }
  }

  private void compare(SimulatedNode node, SimulatedNode other) {
    Pair pair = node.index() < other.index() ? new Pair(node, other) : new Pair(other, node);
    Quorate view = quorate.get(node.service());
    Quorate its = quorate.get(other.service());
    if (view == null || its == null || view.cookie().equals(its.cookie())) {
      overlaps.remove(pair);
    } else {
      overlaps.computeIfAbsent(pair, unused -> new Overlap()).seenNanos = node.world().nanos();
    }
  }

  @Override
  public void afterEvent(Simulation world) {
    if (!overlaps.isEmpty()) {
      overlaps.forEach(this::judge);
    }
  }

  private void judge(Pair pair, Overlap overlap) {
    Simulation world = pair.one().world();
    if (CDefect.excusesOldView(older(pair))) {
      overlap.runNanos = 0; // the time that C's old view stood is not held against the other node
    } else if (runs(pair.one()) && runs(pair.other())) {
      overlap.runNanos += world.nanos() - overlap.seenNanos;
    }
    overlap.seenNanos = world.nanos();
    if (overlap.runNanos > Bounds.largestDeadtimeNanos(world) + Bounds.roundNanos(world)) {
      throw new Violation(
          NAME, world.nanos(),
          pair.one().name() + " and " + pair.other().name() + " have had quorum in different groups for "
              + Durations.format(overlap.runNanos) + ": " + pair.one().service() + "; " + pair.other().service());
    }
  }

  private SimulatedNode older(Pair pair) {
    boolean one = quorate.get(pair.one().service()).sinceNanos() < quorate.get(pair.other().service()).sinceNanos();
    return one ? pair.one() : pair.other();
  }

  private static boolean runs(SimulatedNode node) {
    return node.isUp() && node.life().state() == DaemonLife.State.RUNNING;
  }
}
