package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Messages of different senders overtake each other: a newcomer's ALIVE, or a member's JOIN, can be there before the
 * leader's answer or list that brings us into their group. C drops it as another group's affair (ccm.md 3.3); then
 * the leader waits five keepalives for our report, or a round finds that we do not hear that member and leaves one
 * of us out. We deal with it as soon as we are of that group.
 */
final class Overtaken implements Habit {
  private record Early(CcmMessage.Stamped message, long nanos) {}

  private final Machine machine;
  /** The last ALIVE or JOIN of each node of the table that was of no group of ours. */
  private final Map<String, Early> early = new HashMap<>();

  Overtaken(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    boolean asksAgain = message instanceof CcmMessage.ProtoVersion || message instanceof CcmMessage.Restart;
    if (asksAgain) {
      early.remove(heard.from());
    } else if (message instanceof CcmMessage.Alive || message instanceof CcmMessage.Join) {
      CcmMessage.Stamped stamped = (CcmMessage.Stamped) message;
      boolean comesTooEarly = !machine.state().isInCluster() || !isOfOurGroup(stamped);
      if (comesTooEarly && !heard.own()) {
        early.put(heard.from(), new Early(stamped, heard.now().nanos()));
      } else {
        early.remove(heard.from());
      }
    }
    return false;
  }

  /** Whoever joined this round before we knew of it takes part. */
  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    if (to == CcmState.JOINING) {
      early.forEach((node, each) -> {
        if (each.message() instanceof CcmMessage.Join join && isOfOurGroup(join) && join.stamp().minor() == machine.group.minor()) {
          machine.round.add(node, join.stamp().uptime());
        }
      });
    }
  }

  @Override
  public void afterEvent(Now now) {
    if (early.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Early> each : List.copyOf(early.entrySet())) {
      CcmNode node = machine.nodes.get(each.getKey());
      if (node != null && node.isLive() && isOfOurGroup(each.getValue().message())) {
        deal(node, each.getValue().message(), now);
      }
    }
    early.values().removeIf(each -> now.nanos() - each.nanos() >= machine.config.updateNanos());
  }

  private void deal(CcmNode node, CcmMessage.Stamped message, Now now) {
    boolean stable = machine.state() == CcmState.JOINED;
    boolean waits = machine.state() == CcmState.NEW_NODE_WAIT_FOR_MEM_LIST;
    Heard heard = new Heard(node.name, false, now);
    if (message instanceof CcmMessage.Alive alive && stable && !machine.group.has(node.name)) {
      early.remove(node.name);
      machine.stage().onAlive(alive, heard);
    } else if (message instanceof CcmMessage.Join join && (stable || waits) && join.stamp().minor() > machine.group.minor()) {
      early.remove(node.name);
      machine.stage().onJoin(join, heard);
    }
  }

  private boolean isOfOurGroup(CcmMessage.Stamped message) {
    return message.stamp().cookie().equals(machine.group.cookie()) && message.major() == machine.group.major();
  }
}
