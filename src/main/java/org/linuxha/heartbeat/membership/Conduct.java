package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/**
 * How a CCM behaves where the protocol leaves it a choice. {@link OurConduct} is what the daemon does;
 * {@link CConduct} imitates the C program, its ticks and its defects, for replays and for mixed clusters
 * in the simulator. Numbers like P6 are the proposals of ccm.md 11.
 */
interface Conduct {

  /** The CCM starts now. */
  default void onStart(Now now) {}

  /** When something that may last so long from then on is over. */
  long dueNanos(long startNanos, long durationNanos);

  /** When a node that knows nothing asks for the leader; {@code notBeforeNanos} if it refused an answer. */
  long askNanos(long notBeforeNanos, Now now);

  /** When a round whose time is over but that cannot go on yet is looked at again. */
  long lookAgainNanos(Now now);

  /** When a member's death is dealt with. */
  long lossNanos(Now now);

  /** Whether a timer that fires late because we were not running gets the missed time back once. */
  boolean excusesAbsence();

  /** Whether deaths wait for the verdict about other members that are overdue. */
  boolean waitsForVerdicts();

  /** Whether the answer of that leader is good enough to ask to be taken into its group (P2). */
  boolean accepts(CcmMessage.ProtoVersionResp answer, String leader, CcmNodes nodes, VersionRequest asked);

  /** Whether everybody who could be the first leader has asked, so that the highest may lead (P3). */
  boolean everybodyAsked(CcmNodes nodes);

  /** Whether nobody of our group is missing in the join round any more: the candidate may ask (P3). */
  boolean everybodyJoined(CcmNodes nodes, JoinRound round, Group group);

  /** Whether no other node can join the round any more: a follower may answer without missing anybody (P3). */
  boolean nobodyElseCanJoin(CcmNodes nodes, JoinRound round);

  /** Whether a death in a join round makes us look at once whether it is complete now (P11). */
  boolean looksAfterLoss();

  /** The name a follower reports to the leader about a lost member (P6). */
  String lostNodeToReport(String lost, String leader);

  /** Whether a report with that name is about this change (P6). */
  boolean isReportOf(ShortPath change, String reported, String leader);

  /** Whether a round whose result could be one of several groups, equally large, takes the one with the most members of before (P9). */
  boolean keepsMembers();

  /** The major of a node that belongs to no group any more (P7). */
  int majorAfterReset(int major);

  /** The major of a group of one that nobody else took part in (P7). */
  int majorAlone(Group group, CcmNodes nodes);

  /** The major after a join round; the numbers are the highest majors its members ever held (P7). */
  int majorAfterRound(int smallest, int largest);

  /** Whether the short path would give the newcomer a number below one it has seen, so that a round must do (P7). */
  boolean needsRound(CcmNode newcomer, Group group);

  /** Whether a stable member takes over its leader's list of a change that it did not hear of. */
  boolean takesUnaskedList();

  /** What it does beyond the protocol. */
  List<Habit> habits(Machine machine, Transitions transitions);
}
