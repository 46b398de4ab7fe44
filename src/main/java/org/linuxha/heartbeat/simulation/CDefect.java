package org.linuxha.heartbeat.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.View;

/**
 * What C's CCM never heals by itself (ccm.md 10), and what is therefore no fault of a world. Each exception
 * names its paragraph and speaks of C-like nodes alone: whatever one of ours has a part in must come right.
 */
enum CDefect {
  /** A node whose candidate never asks, and that was never a stable member, does not react to a RESTART. */
  WAITS_IN_A_ROUND_FOR_EVER("10.6, 4.5") {
    @Override
    boolean excuses(Side side) {
      Side others = side.without(node -> node.isLikeC() && waits(node));
      return others.nodes().size() < side.nodes().size()
          && (others.nodes().isEmpty()
              || others.disagreement() == null
              || standsAlone(others)
              || LIVES_IN_SEPARATE_GROUPS.excuses(others));
    }

    /** Ours tells no view of one while it has never heard of the other's CCM: its membership is unknown. */
    private boolean standsAlone(Side others) {
      return others.nodes().size() == 1 && stands(others.nodes().get(0));
    }
  },

  /**
   * A leader that restarted within deadtime, a member left out although its node lived, followers that
   * ignored a loss: groups of C nodes alone that do not know of each other meet no more.
   */
  LIVES_IN_SEPARATE_GROUPS("10.2, 10.5, 10.7, 10.19") {
    @Override
    boolean excuses(Side side) {
      return side.nodes().stream().allMatch(node -> node.isLikeC() && stands(node));
    }
  },

  /**
   * A C follower goes on with its view, quorum included, whatever happens between others; and one that
   * restarts for a merge does not tell its clients, so that the old view counts until the next one.
   */
  TRUSTS_AN_OLD_VIEW("4.5, 10.2, 10.5, 10.7") {
    @Override
    boolean excuses(Side side) {
      return false;
    }
  },

  /**
   * A C leader takes in, by the short path, whom another C node does not hear, a round leaves one of the two out, and it asks
   * again, without end. One of ours that hears them and the other members can only follow its leader: whoever else lives elsewhere,
   * or does not hear it, has no part in that, nor has a C node that does not hear that leader or is not heard by it, as nobody takes it in. Only the views of that leader in which nobody but such
   * nodes comes or goes are excused, not whatever else happens meanwhile.
   */
  TURNS_WITHOUT_END("10.5") {
    @Override
    boolean excuses(Side side) {
      return false;
    }
  };

  private final String paragraphs;

  CDefect(String paragraphs) {
    this.paragraphs = paragraphs;
  }

  /** Of ccm.md. */
  String paragraphs() {
    return paragraphs;
  }

  /** Whether that defect explains that this side does not agree. */
  abstract boolean excuses(Side side);

  /** Whether some defect explains that this side does not agree. */
  static boolean excused(Side side) {
    return List.of(values()).stream().anyMatch(defect -> defect.excuses(side));
  }

  /** Whether {@link #TRUSTS_AN_OLD_VIEW} explains that this node still has quorum although others have agreed anew. */
  static boolean excusesOldView(SimulatedNode older) {
    return older.isLikeC();
  }

  /** Whether {@link #TURNS_WITHOUT_END} explains that this node of ours tells one more view: it has no part in the fault. */
  static boolean excusesRestlessness(SimulatedNode ours, View view) {
    List<SimulatedNode> running = ours.world().nodes().stream().filter(SimulatedNode::isUp).toList();
    Optional<SimulatedNode> leader =
        running.stream().filter(node -> node.isLikeC() && node.name().equals(view.leader())).findFirst();
    Set<String> turning = leader.isEmpty()
        ? Set.of()
        : deafToEachOther(running.stream().filter(node -> mayFollow(node, leader.get())).toList());
    return !turning.isEmpty()
        && running.stream().allMatch(node -> node == ours || hearsAsFarAsItMatters(ours, node, view, turning))
        && turning.containsAll(view.joined())
        && turning.containsAll(view.left());
  }

  /** Ours hears the members and those who turn, and the members hear it. */
  private static boolean hearsAsFarAsItMatters(SimulatedNode ours, SimulatedNode other, View view, Set<String> turning) {
    boolean isMember = view.members().stream().anyMatch(member -> member.name().equals(other.name()));
    return (!isMember && !turning.contains(other.name()) || hears(ours, other)) && (!isMember || hears(other, ours));
  }

  private static boolean mayFollow(SimulatedNode node, SimulatedNode leader) {
    return node.isLikeC() && node != leader && hears(node, leader) && hears(leader, node);
  }

  private static Set<String> deafToEachOther(List<SimulatedNode> nodes) {
    return nodes.stream()
        .filter(a -> nodes.stream().anyMatch(b -> b != a && !(hears(a, b) && hears(b, a))))
        .map(SimulatedNode::name)
        .collect(Collectors.toSet());
  }

  private static boolean hears(SimulatedNode to, SimulatedNode from) {
    return to.world().network().carries(from.name(), to.name());
  }

  private static boolean waits(SimulatedNode node) {
    return node.service() != null && node.service().state() == CcmState.JOINING;
  }

  private static boolean stands(SimulatedNode node) {
    return node.service() != null && node.service().state() == CcmState.JOINED;
  }
}
