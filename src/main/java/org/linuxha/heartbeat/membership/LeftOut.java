package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P9 seen from the other side: a round has left us out although we took part, because we do not hear, or are not heard
 * by, some member. A C leader would take us in again at once, by the short path, which looks at no connectivity, and
 * the next round would leave out somebody again, without end (ccm.md 8.10). So we go on asking, as the others must know
 * that we are outside, but take no answer of those members for a while; the while doubles each time. A link that comes
 * back, a node that does, and whoever calls us end it.
 *
 * <p>Nor do we take one while a member of that leader's group is dead for us: a C leader does not prefer who is in, so that the round
 * which follows could leave out the other one instead. A member that is really dead is lost to that leader, too, and its next list,
 * which we hear as we hear its answer, says so.
 */
final class LeftOut implements Habit {
  private static final int FIRST_KEEPALIVES = 120;
  private static final int MAX_DOUBLINGS = 6;

  /** What a leader's last list said of its group. */
  private record Listed(Cookie cookie, List<String> members) {}

  private final Machine machine;
  /** By who sent it; nothing of those who have left that group since. */
  private final Map<String, Listed> lists = new HashMap<>();
  private Set<String> withoutUs = Set.of();
  private long leftOutNanos;
  private long untilNanos;
  private int times;

  LeftOut(Machine machine) {
    this.machine = machine;
  }

  /** Whether we heard all of them may be chance: a late answer; the second time it is not. */
  @Override
  public void onLeftOut(Collection<String> members, Now now) {
    boolean again = !withoutUs.isEmpty() && now.nanos() - leftOutNanos < machine.config.times(FIRST_KEEPALIVES << times);
    boolean heardAll = members.stream().allMatch(machine.round::has);
    if (heardAll && !again) {
      withoutUs = Set.copyOf(members);
      leftOutNanos = now.nanos();
      untilNanos = now.nanos();
      return;
    }
    rest(members, now);
  }

  /** We come back to those members only after a while, or if somebody calls us. */
  void rest(Collection<String> members, Now now) {
    withoutUs = Set.copyOf(members);
    leftOutNanos = now.nanos();
    untilNanos = now.nanos() + machine.config.times(FIRST_KEEPALIVES << times);
    times = Math.min(MAX_DOUBLINGS, times + 1);
  }

  /** True if that node is one of those who went on without us, and it is too early to come back to them. */
  boolean restsFrom(String node, Now now) {
    return withoutUs.contains(node) && (now.nanos() - untilNanos < 0 || hasMemberThatWeDoNotHear(node));
  }

  private boolean hasMemberThatWeDoNotHear(String leader) {
    Listed listed = lists.get(leader);
    return listed != null && listed.members().stream().anyMatch(member -> machine.nodes.has(member) && !machine.nodes.get(member).isLive());
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (!heard.own()) {
      noteList(message, heard.from());
    }
    if (message instanceof CcmMessage.StateInfo) {
      untilNanos = heard.now().nanos();
    }
    return message instanceof CcmMessage.ProtoVersionResp && restsFrom(heard.from(), heard.now());
  }

  /** A leader that joins a round, asks itself or answers under another cookie is none of that group any more. */
  private void noteList(CcmMessage message, String from) {
    if (message instanceof CcmMessage.MemberList list) {
      note(from, list);
    } else if (message instanceof CcmMessage.ProtoVersionResp answer) {
      lists.computeIfPresent(from, (leader, listed) -> listed.cookie().equals(answer.stamp().cookie()) ? listed : null);
    } else if (message instanceof CcmMessage.Join || message instanceof CcmMessage.ProtoVersion || message instanceof CcmMessage.Restart) {
      lists.remove(from);
    }
  }

  private void note(String leader, CcmMessage.MemberList list) {
    List<String> names = machine.nodes.names(list.members());
    if (names == null) {
      lists.remove(leader);
    } else {
      lists.put(leader, new Listed(list.newCookie(), names));
    }
  }

  @Override
  public void onLinkUp(String node, Now now) {
    forget();
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    boolean cameBack = previous.equals(CcmNode.DEAD) && node.isLive();
    boolean wentAway = withoutUs.contains(node.name) && !node.status().equals(previous);
    if (cameBack || wentAway) {
      forget();
    }
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    if (withoutUs.contains(node.name)) {
      forget();
    }
  }

  private void forget() {
    withoutUs = Set.of();
    times = 0;
  }
}
