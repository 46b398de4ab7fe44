package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/** How the daemon behaves: timers to the millisecond, and the proposals of ccm.md 11. */
final class OurConduct implements Conduct {
  private final CcmConfig config;

  OurConduct(CcmConfig config) {
    this.config = config;
  }

  /** P1: when it is due, not at the next tick. */
  @Override
  public long dueNanos(long startNanos, long durationNanos) {
    return startNanos + durationNanos;
  }

  @Override
  public long askNanos(long notBeforeNanos, Now now) {
    return Math.max(now.nanos(), notBeforeNanos);
  }

  @Override
  public long lookAgainNanos(Now now) {
    return now.nanos() + config.times(1);
  }

  @Override
  public long lossNanos(Now now) {
    return now.nanos();
  }

  /** A late clock is nobody's silence. */
  @Override
  public boolean excusesAbsence() {
    return true;
  }

  @Override
  public boolean waitsForVerdicts() {
    return true;
  }

  /**
   * P2: at once if no larger group can exist, because every live node either asks like us or is a member
   * there; else as C: a small group is refused three times.
   */
  @Override
  public boolean accepts(
      CcmMessage.ProtoVersionResp answer, String leader, CcmNodes nodes, VersionRequest asked) {
    long unheard =
        nodes.live().stream()
            .filter(node -> !node.isOutside() && node.mayRun())
            .filter(node -> !node.name.equals(leader) && !node.name.equals(config.self()))
            .count();
    boolean noLargerGroup = unheard < answer.groupSize();
    return noLargerGroup || !asked.mayDrop() || answer.groupSize() + 1 > (nodes.count() + 1) / 2;
  }

  /** P3: nodes without a running CCM will never ask. */
  @Override
  public boolean everybodyAsked(CcmNodes nodes) {
    return nodes.live().stream().allMatch(node -> node.hasRequest() || !node.mayRun());
  }

  /** P3: a node that belongs to no group, or whose CCM is not there, cannot join our round. */
  @Override
  public boolean everybodyJoined(CcmNodes nodes, JoinRound round, Group group) {
    return nodes.live().stream().allMatch(node -> round.counts(node.name) || !node.mayRun() || node.isOutside());
  }

  /** A newcomer's JOIN may be on its way to us although the candidate has it already. */
  @Override
  public boolean nobodyElseCanJoin(CcmNodes nodes, JoinRound round) {
    return nodes.live().stream().allMatch(node -> round.counts(node.name) || !node.mayRun());
  }

  @Override
  public boolean looksAfterLoss() {
    return true;
  }

  @Override
  public String lostNodeToReport(String lost, String leader) {
    return lost;
  }

  /** C followers report the leader's name: while we wait for reports about a loss it can mean nothing else. */
  @Override
  public boolean isReportOf(ShortPath change, String reported, String leader) {
    return change.is(reported, ShortPath.Change.LEAVE)
        || (change.change() == ShortPath.Change.LEAVE && reported.equals(leader));
  }

  @Override
  public boolean keepsMembers() {
    return true;
  }

  @Override
  public int majorAfterReset(int major) {
    return major;
  }

  @Override
  public int majorAlone(Group group, CcmNodes nodes) {
    int highest = group.maxTransition();
    for (CcmNode asker : nodes.requesters()) {
      highest = Math.max(highest, asker.requestMajor());
    }
    return highest + 1;
  }

  @Override
  public int majorAfterRound(int smallest, int largest) {
    return largest + 1;
  }

  @Override
  public boolean needsRound(CcmNode newcomer, Group group) {
    return newcomer.highestMajor() > group.major();
  }

  @Override
  public boolean takesUnaskedList() {
    return true;
  }

  @Override
  public List<Habit> habits(Machine machine, Transitions transitions) {
    PartialLoss partialLoss = new PartialLoss(machine);
    LeftOut leftOut = new LeftOut(machine);
    VainMerges vainMerges = new VainMerges(machine);
    VainRounds vainRounds = new VainRounds(machine, leftOut);
    return List.of(
        new QuickRestart(machine),
        partialLoss,
        leftOut,
        vainMerges,
        vainRounds,
        new StepBack(machine, transitions),
        new GoneElsewhere(machine),
        new MissedList(machine),
        new LateAnswer(machine),
        new SilentLeader(machine, transitions, vainRounds),
        new StuckRound(machine, transitions),
        new LeaderGone(machine),
        new Askers(machine),
        new TwoLeaders(machine),
        new Overtaken(machine),
        new Withdrawal(machine),
        new InTouchAgain(machine),
        new EarlyAnswers(machine),
        new LongAbsence(machine, transitions),
        new DeadMembers(machine),
        new Repair(machine, partialLoss, leftOut, vainMerges),
        new Gathering(machine),
        new NobodyElse(machine),
        new StillTogether(machine));
  }
}
