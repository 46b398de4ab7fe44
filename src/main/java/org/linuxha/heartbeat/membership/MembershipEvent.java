package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** Everything a CCM tells the rest of the house, in order. */
public sealed interface MembershipEvent {

  /** A membership was agreed on, or agreed on again with another quorum. */
  record Formed(View view) implements MembershipEvent {}

  /** A join round began: the last view no longer holds, the next is being made ("not primary"). */
  record InFlux(View last, String reason) implements MembershipEvent {}

  /**
   * We are not in the cluster's membership any more and ask to be taken in again.
   *
   * @param last null if there was no view yet
   */
  record Evicted(View last, String reason) implements MembershipEvent {}

  /** There is no membership that anybody agreed on. */
  record Unknown(String reason) implements MembershipEvent {}

  /** A step of the state machine. */
  record Step(CcmState from, CcmState to, String reason) implements MembershipEvent {}

  /** Something worth a line in the log. {@code code} is null for plain information. */
  record Notice(Severity severity, Code code, String text) implements MembershipEvent {}
}
