package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * A member answers the candidate, waits for the final list, and begins another attempt a moment before the list comes: from then on it
 * ignores the list that makes it a member, and will be in another group, or alone, while it is a member for all others, for ever in C
 * (ccm.md 10.19). Its JOIN, of the group that was and of a later attempt than the one that made the list, tells: it is no member. Where
 * the short path made the list, those who took it can come back instead ({@link StepBack}).
 */
final class MissedList implements Habit {
  /** The group and the attempt as they were. */
  private record Attempt(Cookie cookie, int major, int minor) {}

  private final Machine machine;
  private Attempt last;
  private Attempt former;
  private boolean byShortPath;

  MissedList(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void beforeShortPathEnds(Now now) {
    byShortPath = true;
  }

  @Override
  public void onAgreed(Now now) {
    former = byShortPath ? null : last;
    byShortPath = false;
  }

  @Override
  public void afterEvent(Now now) {
    last = new Attempt(machine.group.cookie(), machine.group.major(), machine.group.minor());
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    boolean missed =
        former != null
            && message instanceof CcmMessage.Join join
            && !heard.own()
            && join.stamp().cookie().equals(former.cookie())
            && join.major() == former.major()
            && join.stamp().minor() > former.minor()
            && machine.group.has(heard.from())
            && machine.isSettled();
    if (missed) {
      machine.loseLiving(heard.from(), "missed the final list that has it", heard.now());
    }
    return missed;
  }
}
