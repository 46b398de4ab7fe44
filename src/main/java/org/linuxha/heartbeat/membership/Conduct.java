package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * How a CCM behaves where the protocol leaves it a choice. {@link OurConduct} is what the daemon does;
 * {@link CConduct} imitates the C program, its ticks and its defects, for replays and for mixed clusters
 * in the simulator. Numbers like P6 are the proposals of ccm.md 11.
 */
public interface Conduct {

  /** When something that may last so long from then on is over. */
  long dueNanos(long startNanos, long durationNanos);

  /** When a node that knows nothing asks for the leader. */
  long askNanos(Now now);

  /** When a round whose time is over but that cannot go on yet is looked at again. */
  long lookAgainNanos(Now now);

  /** When a member's death is dealt with. */
  long lossNanos(Now now);

  /** Whether the answer of that leader is good enough to ask to be taken into its group (P2). */
  boolean accepts(CcmMessage.ProtoVersionResp answer, CcmNodes nodes, VersionRequest asked);

  /** Whether everybody who could be the first leader has asked, so that the highest may lead (P3). */
  boolean everybodyAsked(CcmNodes nodes);

  /** Whether nobody is missing in the join round any more (P3). */
  boolean everybodyJoined(CcmNodes nodes, JoinRound round);

  /** Whether a death in a join round makes us look at once whether it is complete now (P11). */
  boolean looksAfterLoss();

  /** The name a follower reports to the leader about a lost member (P6). */
  String lostNodeToReport(String lost, String leader);

  /** Whether a report with that name is about this change (P6). */
  boolean isReportOf(ShortPath change, String reported, String leader);
}
