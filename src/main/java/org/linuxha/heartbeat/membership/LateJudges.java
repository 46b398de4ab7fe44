package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.List;

/**
 * A C daemon finds a node dead later than ours does: it looks every quarter of a second, and reads what came meanwhile in one
 * burst a turn. If our JOIN reaches its CCM before that, it joins and counts the lost node as missing; that the
 * node is dead then ends nothing, it goes on when the update time is over and its tick of a second comes (ccm.md 10.12), which is a second or two later.
 * So a loss by which we begin a round waits until the C members have had that time. Somebody's JOIN says that the round
 * has begun, and ends the waiting.
 */
final class LateJudges {
  /** C looks for silent nodes about that often (wire.md 8.8). */
  private static final long C_LOOKS_NANOS = 250_000_000L;

  /** The longest turn of a C daemon that was seen; it is no longer than a keepalive (ccm.md 6.2, wire.md 9.1). */
  private static final long C_TURN_NANOS = 500_000_000L;

  private final Machine machine;

  LateJudges(Machine machine) {
    this.machine = machine;
  }

  /** How long after our verdict the last C daemon has its own. */
  long latenessNanos() {
    return C_LOOKS_NANOS + Math.min(C_TURN_NANOS, machine.config.times(1));
  }

  /** The C members that are to join the round which the loss of those begins; none if no round begins. */
  List<String> awaited(Collection<String> lost) {
    return beginsRound(lost) ? machine.group.members().stream().filter(member -> !lost.contains(member) && isLiveC(member)).toList() : List.of();
  }

  private boolean beginsRound(Collection<String> lost) {
    return switch (machine.state()) {
      case JOINED -> machine.isLeader() ? severalChanges(lost) : losesLeader(lost);
      case WAIT_FOR_CHANGE -> severalChanges(lost);
      case WAIT_FOR_MEM_LIST -> losesLeader(lost);
      case MEMLIST_RES -> lost.contains(machine.round.candidate());
      default -> false;
    };
  }

  private boolean losesLeader(Collection<String> lost) {
    return machine.group.leader() != null && lost.contains(machine.group.leader());
  }

  /** A leader needs a round only for more than one change at a time. */
  private boolean severalChanges(Collection<String> lost) {
    long others = lost.stream().filter(machine.group::has).filter(node -> machine.change == null || !machine.change.node().equals(node)).count();
    return others > (machine.change == null ? 1 : 0);
  }

  private boolean isLiveC(String member) {
    CcmNode node = machine.nodes.get(member);
    return !machine.isSelf(member) && node != null && node.isLive() && node.mayRun() && !node.isOfOurs();
  }
}
