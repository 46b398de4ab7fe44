package org.linuxha.heartbeat.membership;

import java.util.List;

/**
 * A membership that its members agreed on.
 *
 * @param number 1, 2, 3 ... in the life of this CCM: it only rises
 * @param instance the cluster's own number of the membership, as C clients see it; with C nodes about it
 *     can fall (ccm.md 5.3)
 * @param leader the member that computed it
 * @param quorum whether it may act for the cluster; the leader's word counts (ccm.md 7.2)
 * @param members sorted by index
 * @param joined who was not in the view told before
 * @param left who was in it and is no more
 * @param reason why there is a new view, in one sentence
 * @param causes what happened to whom
 * @param wallSeconds when, for people
 */
public record View(
    long number,
    int instance,
    String leader,
    boolean quorum,
    List<Member> members,
    List<String> joined,
    List<String> left,
    String reason,
    List<Cause> causes,
    long wallSeconds) {
  public View {
    members = List.copyOf(members);
    joined = List.copyOf(joined);
    left = List.copyOf(left);
    causes = List.copyOf(causes);
  }

  public List<String> names() {
    return members.stream().map(Member::name).toList();
  }
}
