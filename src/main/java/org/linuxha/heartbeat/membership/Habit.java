package org.linuxha.heartbeat.membership;

import java.util.Collection;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Something our CCM does that C's does not: one proposal of ccm.md 11 a class. A habit watches the
 * machine and steps in where C would get stuck, split or oscillate; C peers see only messages that they
 * know.
 */
interface Habit {

  /** Before the present state gets a message; true if the state shall not get it. */
  default boolean keepsAway(CcmMessage message, Heard heard) {
    return false;
  }

  /** The machine came into another state. */
  default void onStep(CcmState from, CcmState to, Now now) {}

  /** The leader's list is about to become ours, or we, the leader, sent it. */
  default void beforeShortPathEnds(Now now) {}

  /** A transition completed: the group has new numbers and members. */
  default void onAgreed(Now now) {}

  /** A round of ours is over and these live nodes, which took part, are not in the result. */
  default void onExcluded(Collection<String> nodes, Now now) {}

  /** A round in which we took part ended with these members, without us. */
  default void onLeftOut(Collection<String> members, Now now) {}

  /** A group is about to form anew: the others are expected to come in one after another. */
  default void onGathering(Now now) {}

  /** A node's status changed from that. */
  default void onStatus(CcmNode node, String previous, Now now) {}

  /** That node came back from the dead: whether we shall ask to be taken in ourselves instead of telling it that we are in a group. */
  default boolean asksInsteadOfCalling(CcmNode node) {
    return false;
  }

  /** A CCM signed on at that node. */
  default void onCcmCame(CcmNode node, Now now) {}

  /** A member is lost; the state has dealt with it. */
  default void onLoss(String node, Now now) {}

  /** A link of that node works again. */
  default void onLinkUp(String node, Now now) {}

  /** We did not run for so long. */
  default void onAway(long missedNanos, Now now) {}

  /** A timer of some habit is due: ours if we know the token. */
  default void onTimer(long token, Now now) {}

  /** At the end of each event. */
  default void afterEvent(Now now) {}

  /** Whether clients need not know yet that a new view is being made. */
  default boolean hidesFlux(Now now) {
    return false;
  }

  /** Why a view is not told yet, or null if it may be. */
  default String holdsView(Now now) {
    return null;
  }
}
