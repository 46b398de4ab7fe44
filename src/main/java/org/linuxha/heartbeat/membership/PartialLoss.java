package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/**
 * P9: a node that hears only part of us is left out by a round, asks again, is taken in by the short path,
 * which looks at no connectivity, and is left out again, without end (ccm.md 8.10). So the leader does not
 * answer it for a while: until a link of anybody came back or it began a new life; the while doubles each
 * time.
 *
 * <p>A link between two followers that comes and goes would take the node in and leave it out each time ({@link InTouchAgain}): once
 * it was left out again soon after it was in touch again, that shortens the while only if it stays in touch.
 */
final class PartialLoss implements Habit {
  private static final int FIRST_KEEPALIVES = 60;
  private static final int MAX_DOUBLINGS = 8;
  private static final int MAX_FLAPS = 4;

  /** Somebody left out again so soon: the link comes and goes; doubled with each time. */
  private static final int FLAPS_KEEPALIVES = 4 * FIRST_KEEPALIVES;

  /** In touch for so long the link does not come and go any more. */
  private static final int STEADY_KEEPALIVES = FIRST_KEEPALIVES * 3 / 2;

  /** One of C that is silent for so long has formed a group of its own: it asks again only if somebody calls it. */
  private static final int SILENT_KEEPALIVES = 20;

  private static final long C_TICKS_NANOS = 2_000_000_000L;

  /**
   * @param apart the members that did not hear it, or that it did not hear
   * @param askedNanos when it asked last
   * @param backNanos since when it says each time that it is in touch with all of those; {@code Long.MAX_VALUE} if it does not
   */
  private record Refusal(long untilNanos, int times, Set<String> apart, long askedNanos, long backNanos) {}

  /** How often somebody was left out again soon after somebody was in touch again, and when that was last. */
  private record Flaps(int times, long nanos) {}

  private final Machine machine;
  private final Map<String, Refusal> refusals = new HashMap<>();
  /** Of whatever link, as it may be either end of it that is left out; null if none came back of which only followers know. */
  private Flaps flaps;

  PartialLoss(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onExcluded(Collection<String> nodes, Now now) {
    countFlap(now);
    for (String node : nodes) {
      Refusal before = refusals.get(node);
      int times = before == null ? flapTimes() : Math.min(MAX_DOUBLINGS, before.times() + 1);
      long nanos = machine.config.times(FIRST_KEEPALIVES << times);
      refusals.put(node, new Refusal(now.nanos() + nanos, times, apart(node), now.nanos(), Long.MAX_VALUE));
      machine.problem(
          Code.PARTIAL_LOSS,
          node + " is alive but does not hear, or is not heard by, every member; it is left out and not taken in again for "
              + nanos / 1_000_000_000.0 + " s unless a link comes back.");
    }
  }

  private void countFlap(Now now) {
    boolean soon = flaps != null && now.nanos() - flaps.nanos() < machine.config.times(FLAPS_KEEPALIVES << flaps.times());
    flaps = soon ? new Flaps(Math.min(MAX_FLAPS, flaps.times() + 1), now.nanos()) : null;
  }

  private int flapTimes() {
    return flaps == null ? 0 : flaps.times();
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (message instanceof CcmMessage.ProtoVersion question && refusals.containsKey(heard.from())) {
      asks(question, heard.from(), heard.now());
    }
    boolean asksToBeTakenIn =
        message instanceof CcmMessage.ProtoVersion || message instanceof CcmMessage.Alive;
    return asksToBeTakenIn && machine.state().isInCluster() && refuses(heard.from(), heard.now());
  }

  /** With those members of the round's result it has no link both ways. */
  private Set<String> apart(String node) {
    Set<String> apart = new TreeSet<>(machine.group.members());
    apart.removeIf(member -> hears(member, node) && hears(node, member));
    return apart;
  }

  private boolean hears(String who, String whom) {
    return machine.hearings.heardBy(who).contains(machine.nodes.index(whom));
  }

  /** If it is in touch again with those it was apart from, there is no reason any more to refuse it. */
  private void asks(CcmMessage.ProtoVersion question, String node, Now now) {
    Refusal refusal = refusals.get(node);
    List<String> apart = refusal.apart().stream().filter(machine.group::has).toList();
    boolean back = apart.stream()
        .allMatch(member -> machine.nodes.has(member) && question.inTouchAgain().contains(machine.nodes.index(member)));
    boolean called = machine.isOfC(node)
        && now.nanos() - refusal.askedNanos() >= machine.config.times(SILENT_KEEPALIVES) + C_TICKS_NANOS;
    long backNanos = !back ? Long.MAX_VALUE : refusal.backNanos() == Long.MAX_VALUE ? now.nanos() : refusal.backNanos();
    boolean isSteady = back && now.nanos() - backNanos >= machine.config.times(STEADY_KEEPALIVES);
    boolean comesAndGoes = flapTimes() > 0 && !isSteady;
    if (back && !comesAndGoes) {
      refusals.remove(node);
      if (!apart.isEmpty()) {
        flaps = new Flaps(0, now.nanos());
      }
    } else if (called) {
      refusals.remove(node);
    } else {
      refusals.put(node, new Refusal(refusal.untilNanos(), refusal.times(), refusal.apart(), now.nanos(), backNanos));
    }
  }

  boolean refuses(String node, Now now) {
    Refusal refusal = refusals.get(node);
    return refusal != null && machine.isLeader() && now.nanos() - refusal.untilNanos() < 0;
  }

  /** Whether a round left that node out, and no link came back since. */
  boolean hasExcluded(String node) {
    return refusals.containsKey(node);
  }

  /** Some pair hears each other again: whoever was left out may be heard by everybody now. */
  @Override
  public void onLinkUp(String node, Now now) {
    forget();
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (previous.equals(CcmNode.DEAD) && node.isLive()) {
      forget();
    } else if (!node.status().equals(previous)) {
      refusals.remove(node.name);
    }
  }

  private void forget() {
    refusals.clear();
    flaps = null;
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    refusals.remove(node.name);
  }
}
