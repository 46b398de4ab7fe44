package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/** The C program's ways: a tick of one second for everything that is not a message (ccm.md 6.2), and its defects. */
final class CConduct implements Conduct {
  private static final long TICK_NANOS = 1_000_000_000L;
  private long phaseNanos;

  /** Its ticks come every second from then on. */
  @Override
  public void onStart(Now now) {
    phaseNanos = Math.floorMod(now.nanos(), TICK_NANOS);
  }

  private long tickAtOrAfter(long nanos) {
    return nanos + Math.floorMod(phaseNanos - nanos, TICK_NANOS);
  }

  private long nextTick(Now now) {
    return tickAtOrAfter(now.nanos() + 1);
  }

  @Override
  public long dueNanos(long startNanos, long durationNanos) {
    return tickAtOrAfter(startNanos + durationNanos);
  }

  @Override
  public long askNanos(long notBeforeNanos, Now now) {
    return nextTick(now);
  }

  @Override
  public long lookAgainNanos(Now now) {
    return nextTick(now);
  }

  @Override
  public long lossNanos(Now now) {
    return nextTick(now);
  }

  @Override
  public boolean excusesAbsence() {
    return false;
  }

  @Override
  public boolean waitsForVerdicts() {
    return false;
  }

  @Override
  public boolean accepts(CcmMessage.ProtoVersionResp answer, String leader, CcmNodes nodes, VersionRequest asked) {
    return !asked.mayDrop() || answer.groupSize() + 1 > (nodes.count() + 1) / 2;
  }

  @Override
  public boolean everybodyAsked(CcmNodes nodes) {
    return nodes.live().stream().allMatch(CcmNode::hasRequest);
  }

  @Override
  public boolean everybodyJoined(CcmNodes nodes, JoinRound round, Group group) {
    return round.size() == nodes.liveCount();
  }

  @Override
  public boolean nobodyElseCanJoin(CcmNodes nodes, JoinRound round) {
    return round.size() == nodes.liveCount();
  }

  @Override
  public boolean looksAfterLoss() {
    return false;
  }

  /** A defect of C: the name of the leader, not of the lost node (ccm.md 10.1). */
  @Override
  public String lostNodeToReport(String lost, String leader) {
    return leader;
  }

  @Override
  public boolean isReportOf(ShortPath change, String reported, String leader) {
    return change.is(reported, ShortPath.Change.LEAVE);
  }

  @Override
  public boolean keepsMembers() {
    return false;
  }

  @Override
  public int majorAfterReset(int major) {
    return 0;
  }

  @Override
  public int majorAlone(Group group, CcmNodes nodes) {
    return group.major() + 1;
  }

  @Override
  public int majorAfterRound(int smallest, int largest) {
    return smallest + 1;
  }

  @Override
  public boolean needsRound(CcmNode newcomer, Group group) {
    return false;
  }

  @Override
  public boolean takesUnaskedList() {
    return false;
  }

  @Override
  public List<Habit> habits(Machine machine, Transitions transitions) {
    return List.of();
  }
}
