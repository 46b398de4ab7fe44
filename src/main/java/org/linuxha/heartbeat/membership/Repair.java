package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
  /** Longer than the round that would leave it out again. */
  private static final int STAYS_KEEPALIVES = 36;
  private static final int MAX_DOUBLINGS = 6;

  /**
   * @param foreignNanos since when it speaks as a member of another group; {@code Long.MAX_VALUE} if it does not
   */
  private record Outside(long sinceNanos, int times, long foreignNanos) {}

  private record Reminded(long nanos, int times) {}

  /** The last reminder: to whom, and what was known of each node outside before it. */
  private record Call(Set<String> to, long nanos, Map<String, Outside> before) {}

  private final Machine machine;
  private final Merge merge;
  private final PartialLoss partialLoss;
  private final LeftOut leftOut;
  private final VainMerges vainMerges;
  private final Map<String, Outside> outside = new HashMap<>();
  /** Reminders that were in vain count although the node was in for a moment. */
  private final Map<String, Reminded> reminded = new HashMap<>();
  private Call lastCall;
  private boolean asked;
  private long token;

  Repair(Machine machine, PartialLoss partialLoss, LeftOut leftOut, VainMerges vainMerges) {
    this.machine = machine;
    this.partialLoss = partialLoss;
    this.leftOut = leftOut;
    this.vainMerges = vainMerges;
    merge = new Merge(machine);
  }

  @Override
  public void afterEvent(Now now) {
    outside.keySet().removeIf(node -> !isOutside(machine.nodes.get(node)));
    if (machine.state() != CcmState.JOINED) {
      return;
    }
    asked &= machine.group.size() == 1;
    for (CcmNode node : machine.nodes.all()) {
      if (isOutside(node)) {
        outside.putIfAbsent(node.name, new Outside(now.nanos(), timesBefore(node.name, now), Long.MAX_VALUE));
      }
    }
    if (token == 0 && !outside.isEmpty()) {
      token = machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(LOOK_KEEPALIVES));
    }
  }

  /** How often we reminded that node in vain; what is long ago was not in vain. */
  private int timesBefore(String node, Now now) {
    Reminded last = reminded.get(node);
    boolean lately = last != null && now.nanos() - last.nanos() < machine.config.times(2 * LEADER_KEEPALIVES << last.times());
    return lately ? last.times() : 0;
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
    if (machine.state() != CcmState.JOINED) {
      return;
    }
    forgetCallThatWasHeard(now);
    boolean alone = machine.group.size() == 1;
    if (alone && !asked && outside.entrySet().stream().anyMatch(each -> isDue(each.getKey(), each.getValue(), now))) {
      askAgain(now);
    } else {
      remindWhoIsDue(now);
    }
  }

  /** Whoever is reminded brings its group along: in vain for one of them is in vain for all. */
  private void remindWhoIsDue(Now now) {
    int times = 0;
    Set<String> called = new HashSet<>();
    for (Map.Entry<String, Outside> each : outside.entrySet()) {
      if (isDue(each.getKey(), each.getValue(), now)) {
        called.add(each.getKey());
        machine.sendTo(each.getKey(), new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
        times = Math.max(times, Math.min(MAX_DOUBLINGS, each.getValue().times() + 1));
      }
    }
    if (times > 0) {
      int atLeast = times;
      lastCall = new Call(called, now.nanos(), Map.copyOf(outside));
      outside.replaceAll((node, since) -> {
        int counted = Math.max(since.times(), atLeast);
        reminded.put(node, new Reminded(now.nanos(), counted));
        return new Outside(now.nanos(), counted, Long.MAX_VALUE);
      });
    }
  }

  /** Whoever came in and stayed was not called in vain, and so nobody else was. */
  private void forgetCallThatWasHeard(Now now) {
    if (lastCall == null || now.nanos() - lastCall.nanos() < machine.config.times(STAYS_KEEPALIVES)) {
      return;
    }
    if (lastCall.to().stream().allMatch(machine.group::has)) {
      reminded.keySet().removeAll(lastCall.to());
      outside.replaceAll((node, since) -> lastCall.before().getOrDefault(node, since));
      outside.forEach((node, since) -> reminded.computeIfPresent(node, (name, last) -> new Reminded(last.nanos(), since.times())));
    }
    lastCall = null;
  }

  /** Alone we first ask to be taken in, as that disturbs nobody: a reminder dissolves the group that gets it. */
  private void askAgain(Now now) {
    asked = true;
    outside.replaceAll((node, since) -> new Outside(now.nanos(), since.times(), Long.MAX_VALUE));
    merge.restart("alone although others live, asks again", now);
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (message instanceof CcmMessage.StateInfo && !heard.own() && machine.isOfC(heard.from())) {
      hearsUsAgain(heard.from());
    }
    Outside since = outside.get(heard.from());
    boolean foreign =
        since != null
            && machine.state() == CcmState.JOINED
            && since.foreignNanos() == Long.MAX_VALUE
            && message instanceof CcmMessage.Stamped stamped
            && !stamped.stamp().cookie().equals(machine.group.cookie());
    if (foreign) {
      outside.put(heard.from(), new Outside(since.sinceNanos(), since.times(), heard.now().nanos()));
    }
    return false;
  }

  /** C says STATE_INFO to whom it hears come back, and never reminds anybody: what was in vain may succeed now. */
  private void hearsUsAgain(String node) {
    reminded.remove(node);
    outside.computeIfPresent(node, (name, since) -> new Outside(since.sinceNanos(), 0, since.foreignNanos()));
  }

  /** What was heard while a group of ours formed says nothing of those who stay outside of it. */
  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    if (!to.isInCluster()) {
      outside.replaceAll((node, since) -> new Outside(since.sinceNanos(), since.times(), Long.MAX_VALUE));
    }
  }

  /** We leave a group to merge: who stays outside of the next one has to show. Alone we only ask again. */
  @Override
  public void onGathering(Now now) {
    if (machine.group.size() > 1) {
      outside.clear();
    }
  }

  /** Some pair hears each other again: what was in vain may succeed now. */
  @Override
  public void onLinkUp(String node, Now now) {
    reminded.clear();
    asked = false;
    outside.replaceAll((name, since) -> since.times() == 0 ? since : new Outside(now.nanos(), 0, since.foreignNanos()));
  }

  private boolean isDue(String node, Outside since, Now now) {
    if (partialLoss.refuses(node, now) || leftOut.restsFrom(node, now)) {
      return false;
    }
    boolean known = partialLoss.hasExcluded(node);
    long foreignNanos = machine.config.times(FOREIGNER_KEEPALIVES << vainMerges.doublings());
    // the short time once: after a reminder in vain it would come round again before the long one, merge after merge
    boolean foreigner = machine.isLeader() && !known && since.times() == 0 && since.foreignNanos() != Long.MAX_VALUE
        && now.nanos() - since.foreignNanos() >= foreignNanos;
    int doublings = Math.max(since.times() + (known ? 1 : 0), vainMerges.doublings());
    return foreigner || now.nanos() - since.sinceNanos() >= machine.config.times(patienceKeepalives() << doublings);
  }

  private int patienceKeepalives() {
    if (machine.isLeader()) {
      return LEADER_KEEPALIVES;
    }
    int turn = machine.group.members().headSet(machine.self()).size();
    return MEMBER_KEEPALIVES + turn * TURN_KEEPALIVES;
  }
}
