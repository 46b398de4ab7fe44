package org.linuxha.heartbeat.membership;

import java.util.HashSet;
import java.util.Set;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P5 for a question that nobody answered. We ask a C leader to take us in (ALIVE), no list comes, and we go on alone. It may
 * get that ALIVE seconds later and count us as a member, quorum included; the JOIN by which we tried a round comes after it
 * and is of another group by then, so C drops it, and if we do not hear that leader we never learn that it counts us. So we
 * say what a daemon says at its start: our CCM left and came. It comes after the ALIVE, a C leader that lists us takes it for our
 * loss, and whoever does not list us ignores it.
 *
 * <p>It does the same for a C node that followed us into a round which we ended alone, as its JOIN was lost or late: it waits for
 * our question, for ever if it was never stable before (ccm.md 10.6). Our loss ends that.
 *
 * <p>Four times, a keepalive apart: one that is lost is not sent again if we do not hear who misses it, and a leader in the middle
 * of taking us in does not list us yet. Only while we are alone, as members of ours would take it for our loss, too.
 */
final class Withdrawal implements Habit {
  private static final int TIMES = 4;

  private final Machine machine;
  /** C leaders that we asked since we were last in a group with others; none of them has taken us in. */
  private final Set<String> asked = new HashSet<>();
  private int left;
  private long token;

  Withdrawal(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    token = 0;
    // one of ours deals with a newcomer that missed its list itself (StepBack)
    if (to == CcmState.NEW_NODE_WAIT_FOR_MEM_LIST && machine.isOfC(machine.version.leader())) {
      asked.add(machine.version.leader());
    } else if (to == CcmState.JOINED && machine.group.size() == 1 && (!asked.isEmpty() || mayBeWaitedFor(from))) {
      asked.clear();
      left = TIMES;
      takeBack(now);
    }
  }

  /** We led a round in which nobody else took part as far as we heard: a C node may have followed us into it. */
  private boolean mayBeWaitedFor(CcmState from) {
    boolean fromRound = from == CcmState.JOINING || from == CcmState.SENT_MEMLISTREQ;
    return fromRound
        && machine.nodes.live().stream().anyMatch(node -> !machine.isSelf(node.name) && node.running() == CcmNode.Running.YES && machine.isOfC(node.name));
  }

  @Override
  public void onAgreed(Now now) {
    if (machine.group.size() > 1) {
      asked.clear();
      token = 0;
    }
  }

  @Override
  public void onTimer(long due, Now now) {
    if (due == token) {
      takeBack(now);
    }
  }

  private void takeBack(Now now) {
    machine.takeBack();
    left--;
    token = left == 0 ? 0 : machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(1));
  }
}
