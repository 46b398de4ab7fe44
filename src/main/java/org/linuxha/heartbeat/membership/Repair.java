package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P14: groups merge only when a node comes back from the dead; one that was left out although its node
 * lives stays a group of its own for ever (ccm.md 10.19). The leader reminds such a node: one STATE_INFO
 * makes it ask to be taken in, or starts the merge of two groups. A C leader never does that, so other
 * members do it after three times as long, one after another.
 */
final class Repair implements Habit {
  /** Twice the time after which a node that nobody answers forms a group of its own. */
  private static final int LEADER_KEEPALIVES = 2 * 4 * 9;

  private static final int MEMBER_KEEPALIVES = 3 * LEADER_KEEPALIVES;
  /** Between two members: the node has time to come in. */
  private static final int TURN_KEEPALIVES = 18;

  /** A node outside that speaks as a member of some other group will not come in by itself. */
  private static final int FOREIGNER_KEEPALIVES = 10;

  private static final int LOOK_KEEPALIVES = 9;
  private static final int MAX_DOUBLINGS = 6;

  /**
   * @param foreignNanos since when it speaks as a member of another group; {@code Long.MAX_VALUE} if it does not
   */
  private record Outside(long sinceNanos, int times, long foreignNanos) {}

  private final Machine machine;
  private final PartialLoss partialLoss;
  private final Map<String, Outside> outside = new HashMap<>();
  private long token;

  Repair(Machine machine, PartialLoss partialLoss) {
    this.machine = machine;
    this.partialLoss = partialLoss;
  }

  @Override
  public void afterEvent(Now now) {
    outside.keySet().removeIf(node -> !isOutside(machine.nodes.get(node)));
    if (machine.state() != CcmState.JOINED) {
      return;
    }
    for (CcmNode node : machine.nodes.all()) {
      if (isOutside(node)) {
        outside.putIfAbsent(node.name, new Outside(now.nanos(), 0, Long.MAX_VALUE));
      }
    }
    if (token == 0 && !outside.isEmpty()) {
      token = machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(LOOK_KEEPALIVES));
    }
  }

  private boolean isOutside(CcmNode node) {
    return node != null
        && node.isLive()
        && node.mayRun()
        && !machine.group.has(node.name)
        && !machine.isSelf(node.name);
  }

  @Override
  public void onTimer(long due, Now now) {
    if (due != token) {
      return;
    }
    token = 0;
    if (machine.state() == CcmState.JOINED) {
      outside.replaceAll((node, since) -> isDue(node, since, now) ? remind(node, since, now) : since);
    }
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    Outside since = outside.get(heard.from());
    boolean foreign =
        since != null
            && since.foreignNanos() == Long.MAX_VALUE
            && message instanceof CcmMessage.Stamped stamped
            && !stamped.stamp().cookie().equals(machine.group.cookie());
    if (foreign) {
      outside.put(heard.from(), new Outside(since.sinceNanos(), since.times(), heard.now().nanos()));
    }
    return false;
  }

  /** Some pair hears each other again: what was in vain may succeed now. */
  @Override
  public void onLinkUp(String node, Now now) {
    outside.replaceAll((name, since) -> since.times() == 0 ? since : new Outside(now.nanos(), 0, since.foreignNanos()));
  }

  private boolean isDue(String node, Outside since, Now now) {
    if (partialLoss.refuses(node, now)) {
      return false;
    }
    long foreignNanos = machine.config.times(FOREIGNER_KEEPALIVES << since.times());
    boolean foreigner =
        machine.isLeader() && since.foreignNanos() != Long.MAX_VALUE && now.nanos() - since.foreignNanos() >= foreignNanos;
    return foreigner || now.nanos() - since.sinceNanos() >= machine.config.times(patienceKeepalives() << since.times());
  }

  private int patienceKeepalives() {
    if (machine.isLeader()) {
      return LEADER_KEEPALIVES;
    }
    int turn = machine.group.members().headSet(machine.self()).size();
    return MEMBER_KEEPALIVES + turn * TURN_KEEPALIVES;
  }

  private Outside remind(String node, Outside since, Now now) {
    machine.sendTo(node, new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
    return new Outside(now.nanos(), Math.min(MAX_DOUBLINGS, since.times() + 1), Long.MAX_VALUE);
  }
}
