package org.linuxha.heartbeat.simulation;

import java.util.List;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.CcmState;

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
   * again, without end. One of ours that hears all can only follow its leader.
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

  /** Whether {@link #TURNS_WITHOUT_END} explains that this node of ours tells ever new views: it has no part in the fault. */
  static boolean excusesRestlessness(SimulatedNode ours) {
    Simulation world = ours.world();
    Agreement agreed = ours.service() == null ? null : ours.service().agreement();
    List<SimulatedNode> running = world.nodes().stream().filter(SimulatedNode::isUp).toList();
    return agreed != null
        && running.stream().anyMatch(node -> node.isLikeC() && node.name().equals(agreed.leader()))
        && running.stream().allMatch(node -> node == ours || hears(ours, node) && hears(node, ours))
        && running.stream().anyMatch(a -> a.isLikeC() && running.stream().anyMatch(b -> b != a && b.isLikeC() && !hears(a, b)));
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
