package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.membership.MembershipEvent;

/**
 * While a fault stands, the views of our nodes come to rest: after {@link Bounds#sidesNanos} a node tells at
 * most {@link #VIEWS} more in any {@link Bounds#watchNanos}. A node that hears only some members is tried
 * again now and then (ccm.md 11, P9), ever more seldom; each time makes two views. A C leader's views in which only C nodes
 * that do not hear each other come or go are not counted ({@link CDefect#TURNS_WITHOUT_END}).
 */
final class NoOscillation implements Witness {
  static final String NAME = "while a fault stands our views do not oscillate";
  static final int VIEWS = 4;

  private final Map<SimulatedNode, Integer> views = new HashMap<>();
  private long quietFromNanos = -1;

  @Override
  public void standing(Simulation world) {
    quietFromNanos = world.nanos() + Bounds.restNanos(world);
    views.clear();
  }

  @Override
  public void calmed(Simulation world) {
    quietFromNanos = -1;
  }

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    boolean counts =
        quietFromNanos >= 0
            && node.world().nanos() > quietFromNanos
            && event instanceof MembershipEvent.Formed formed
            && !node.isLikeC()
            && !CDefect.excusesRestlessness(node, formed.view());
    if (counts && views.merge(node, 1, Integer::sum) > VIEWS) {
      throw new Violation(
          NAME, node.world().nanos(),
          node.name() + " tells its view number " + views.get(node) + " since "
              + Durations.moment(quietFromNanos) + ": " + node.service());
    }
  }
}
