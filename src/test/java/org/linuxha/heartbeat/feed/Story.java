package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.membership.Cause;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;

/** A made-up life of a cluster of alice (us), bob and carol, an event a second. */
final class Story {
  static final UUID ALICE = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  static final UUID BOB = UUID.fromString("00000000-0000-0000-0000-00000000000b");
  static final long START_MILLIS = 1_700_000_000_000L;
  static final long START_NANOS = 5_000_000_000L;
  static final DaemonFacts FACTS =
      new DaemonFacts(
          "alice", "linux-ha", "0.1.0", ALICE, 7, START_MILLIS,
          List.of("watchdog /dev/watchdog is accepted, but not yet active."),
          "haresources names resources; this node will not take resources.",
          List.of(new Medium.Mcast("eth0", "239.0.0.1", 694, 1, false)));

  private final List<Told> told = new ArrayList<>();

  static Moment moment(long second) {
    return new Moment(START_NANOS + second * 1_000_000_000L, START_MILLIS + second * 1_000);
  }

  Story tell(ClusterEvent event) {
    int ordinal = told.size() + 1;
    Moment moment = moment(ordinal);
    told.add(new Told(ordinal, moment.nanos(), moment.wallMillis(), event));
    return this;
  }

  List<Told> events() {
    return List.copyOf(told);
  }

  /** Three nodes, all active, one link heard. 15 events. */
  static Story allActive() {
    Story story = new Story().tell(new ClusterEvent.MediumStatus("mcast 0", "mcast", "eth0", true, null));
    for (String name : List.of("alice", "bob", "carol")) {
      story.tell(new ClusterEvent.NodeAdded(
          name, NodeType.NORMAL, name.equals("bob") ? BOB : null, "init", 100, "", List.of("eth0")));
    }
    story.tell(new ClusterEvent.LocalStatus(LocalState.UP, LocalState.INIT, "started"));
    for (String name : List.of("bob", "carol")) {
      story.tell(new ClusterEvent.LinkStatus(name, "eth0", true, "a packet came", null));
      story.tell(status(name, "active", "init", "its status message says so"));
    }
    story.tell(status("alice", "active", "up", "communication is up"));
    return story.tell(new ClusterEvent.LocalStatus(LocalState.ACTIVE, LocalState.ASKING, "bob answered"));
  }

  static ClusterEvent status(String node, String status, String previous, String reason) {
    return new ClusterEvent.NodeStatus(node, NodeType.NORMAL, status, previous, reason, null);
  }

  static ClusterEvent death(String node) {
    return new ClusterEvent.NodeStatus(
        node, NodeType.NORMAL, "dead", "active", "nothing heard for its deadtime",
        new Evidence(moment(9).nanos(), "eth0", 10_012, 10_000, 3, 0));
  }

  /** A view of those members, with the death of bob as its cause. */
  static Agreed formed(long number, int instance, boolean quorum, String... names) {
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      members.add(new Member(name, members.size(), 1));
    }
    Cause cause = new Cause("bob", "is dead: no status", new Evidence(moment(9).nanos(), "eth0", 10_012, 10_000, 3, 0));
    View view = new View(
        number, instance, "alice", quorum, members, List.of(), List.of("bob"), cause.toString(), List.of(cause),
        START_MILLIS / 1_000);
    return agreed(number, new MembershipEvent.Formed(view));
  }

  static Agreed agreed(long second, MembershipEvent event) {
    Moment moment = moment(second);
    return new Agreed(second, moment.nanos(), moment.wallMillis(), event);
  }
}
