package org.linuxha.heartbeat.membership;

import java.util.Set;
import java.util.TreeSet;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/**
 * P9 for a member that does not hear the node which comes and goes. A C leader takes in whoever asks, by the short path,
 * which looks at no connectivity; a member that does not hear the newcomer cannot report it, or misses it afterwards, so that a
 * round begins, leaves the newcomer out, and it asks again: a round every three seconds, without end (ccm.md 8.10). Only
 * the deaf member can end it. After some rounds in quick succession, while no node and no link came or went, it takes no part
 * in the next one: the others agree without it, newcomer included, and it comes back as one that was left out does, ever
 * more seldom ({@link LeftOut}).
 */
final class VainRounds implements Habit {
  /** Enough that no fault which everybody is still judging makes as many. */
  private static final int PATIENCE_ROUNDS = 3;

  /**
   * If the C leader's last one ended as the one before did. With a merge before them and the group that we form afterwards they make four
   * views. A leader of ours does not answer whom a round left out ({@link PartialLoss}).
   */
  private static final int PATIENCE_ALIKE_ROUNDS = 2;

  /** Whoever stood aside once, and comes back to the same, knows the reason. */
  private static final int PATIENCE_AGAIN_ROUNDS = 1;

  /** Rounds further apart have reasons of their own: a few waiting times, and C's ticks of a second beside them. */
  private static final int APART_KEEPALIVES = 30;

  private static final long APART_TICKS_NANOS = 5_000_000_000L;

  private final Machine machine;
  private final LeftOut leftOut;
  private final Merge merge;
  private boolean inRound;
  private boolean stoodAside;
  private int rounds;
  private long lastNanos;
  private Set<String> lastMembers = Set.of();
  private boolean endedAlike;

  VainRounds(Machine machine, LeftOut leftOut) {
    this.machine = machine;
    this.leftOut = leftOut;
    merge = new Merge(machine);
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    if (to == CcmState.JOINING) {
      inRound = true;
    } else if (!to.isInCluster()) {
      inRound = false;
    }
  }

  @Override
  public void onAgreed(Now now) {
    if (!inRound) {
      return;
    }
    inRound = false;
    boolean soon = now.nanos() - lastNanos < machine.config.times(APART_KEEPALIVES) + APART_TICKS_NANOS;
    rounds = machine.isLeader() ? 0 : soon ? rounds + 1 : 1;
    lastNanos = now.nanos();
    Set<String> members = Set.copyOf(machine.group.members());
    endedAlike = members.equals(lastMembers) && machine.leaderIsOfC();
    lastMembers = members;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    return message instanceof CcmMessage.Join
        && !heard.own()
        && (machine.state() == CcmState.JOINED || machine.state() == CcmState.WAIT_FOR_MEM_LIST)
        && standsAside("of " + heard.from(), heard.now());
  }

  /** Instead of one more round: true if we are out of the group now. */
  boolean standsAside(String whose, Now now) {
    if (rounds < patienceRounds() || machine.isLeader() || unheard() == null) {
      return false;
    }
    Set<String> others = new TreeSet<>(machine.group.members());
    others.remove(machine.self());
    leftOut.rest(others, now);
    String reason =
        "after " + rounds + " join rounds without a change the next one, " + whose + ", goes without us: we do not hear " + unheard();
    machine.problem(
        Code.PARTIAL_LOSS,
        "Join rounds follow each other without an end because we do not hear " + unheard() + "; we stay out of the membership for a while.");
    rounds = 0;
    stoodAside = true;
    merge.reset(reason, now);
    return true;
  }

  private int patienceRounds() {
    return stoodAside ? PATIENCE_AGAIN_ROUNDS : endedAlike ? PATIENCE_ALIKE_ROUNDS : PATIENCE_ROUNDS;
  }

  private String unheard() {
    return machine.nodes.all().stream()
        .filter(node -> !machine.isSelf(node.name) && !node.isLive())
        .map(node -> node.name)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void onLinkUp(String node, Now now) {
    forget();
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (!node.status().equals(previous)) {
      forget();
    }
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    forget();
  }

  private void forget() {
    rounds = 0;
    stoodAside = false;
  }
}
