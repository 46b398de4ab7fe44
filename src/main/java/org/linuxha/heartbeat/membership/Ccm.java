package org.linuxha.heartbeat.membership;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * The consensus membership of this node (ccm.md): a state machine that agrees with its peers on who is in
 * the cluster. Events go in with the moment they happened; everything else comes out through {@link
 * CcmEffects}. It has one thread at a time and never waits.
 *
 * <p>Before the start the node table is filled with {@link #onNodeAdded}.
 */
public final class Ccm {
  private final Machine machine;
  private final Transitions transitions;
  private final Merge merge;
  /** Members whose death is still to be dealt with, with what is known of it. */
  private final TreeMap<String, Cause> losses = new TreeMap<>();
  private boolean started;

  /**
   * @param random for cookies; seeded in simulations
   */
  public Ccm(CcmConfig config, Conduct conduct, RandomGenerator random, CcmEffects effects) {
    machine = new Machine(config, conduct, random, effects);
    transitions = new Transitions(machine);
    merge = new Merge(machine);
    for (String unknown : config.quorum().unknown()) {
      machine.problem(
          Code.QUORUM_PLUGIN_UNKNOWN, "There is no quorum plugin \"" + unknown + "\"; it is skipped.");
    }
  }

  /** For tests and habits of this room. */
  Machine machine() {
    return machine;
  }

  public CcmState state() {
    return machine.state();
  }

  /** The last view told, or null. */
  public View view() {
    return machine.views.last();
  }

  /** The node table is complete: begin. Alone among live nodes we are a cluster of one at once (ccm.md 4.3). */
  public void onStart(Now now) {
    started = true;
    machine.version.restart(now.nanos());
    if (machine.nodes.liveCount() == 1) {
      transitions.becomeSingle("nobody else is alive", now);
    } else {
      machine.become(CcmState.NONE, "started", now);
    }
  }

  /**
   * A message came, our own broadcasts included. Those that are none of a CCM's are ignored.
   *
   * @param own true if this daemon sent it
   */
  public void onMessage(Message message, boolean own, Now now) {
    dealWithLosses(now);
    String from = message.text(Fields.SOURCE);
    if (!CcmCodec.isCcm(message) || !machine.nodes.has(from)) {
      return;
    }
    try {
      CcmMessage decoded = CcmCodec.decode(message);
      if (decoded != null && sameTable(decoded, from)) {
        machine.nodes.get(from).running(CcmNode.Running.YES);
        accept(decoded, new Heard(from, own, now));
      }
    } catch (MalformedCcmMessage e) {
      machine.problem(
          Code.CCM_MESSAGE_MALFORMED,
          "A message " + message.type() + " of " + from + " was dropped: " + e.getMessage() + ".");
    }
  }

  private boolean sameTable(CcmMessage message, String from) {
    int count = machine.nodes.count();
    if (message.nodeCount() != count) {
      machine.problem(
          Code.NODE_COUNT_DIFFERS,
          "Node count from node " + from + " does not agree: local count=" + count + ", count in message=" + message.nodeCount()
              + ". The message was dropped.");
    }
    return message.nodeCount() == count;
  }

  /** The acceptance checks of ccm.md 3.3, then the present state's method for the type. */
  private void accept(CcmMessage message, Heard heard) {
    wakeUp(heard.now());
    if (machine.state().isInCluster()
        && message instanceof CcmMessage.Stamped stamped
        && !(message instanceof CcmMessage.StateInfo)
        && !isOfOurGroup(stamped, heard)) {
      return;
    }
    message.deliverTo(machine.stage(), heard);
  }

  private boolean isOfOurGroup(CcmMessage.Stamped message, Heard heard) {
    Group group = machine.group;
    boolean joining = machine.state() == CcmState.JOINING;
    if (!message.stamp().cookie().equals(group.cookie())) {
      if (joining && message instanceof CcmMessage.ProtoVersionResp) {
        machine.version.foreignAnswer();
      }
      return false;
    }
    return message.major() >= group.major() && !(joining && message.stamp().minor() < group.minor());
  }

  /** Whoever knows nothing asks who leads at the next event, whatever it is. */
  private void wakeUp(Now now) {
    if (machine.stage() instanceof NoneStage none) {
      none.ask(now);
    }
  }

  /**
   * A node of the table has a new status: {@code init}, {@code up}, {@code active} or {@code dead} (ccm.md 1.3).
   *
   * @param why what the cluster layer says about it
   * @param evidence what a death was judged by, or null
   */
  public void onStatus(String name, String status, String why, Evidence evidence, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null) {
      return;
    }
    boolean wasLive = node.isLive();
    node.status(status);
    if (!started) {
      return;
    }
    if (!node.isLive() && machine.group.has(name)) {
      losses.put(name, new Cause(name, "dead: " + why, evidence));
      long dueNanos = machine.conduct.lossNanos(now);
      if (dueNanos <= now.nanos()) {
        dealWithLosses(now);
      } else {
        machine.schedule(CcmTimer.Kind.LOSSES, dueNanos);
      }
    }
    if (!wasLive && node.isLive() && !machine.isSelf(name) && machine.state().isInCluster()) {
      machine.sendTo(name, new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
    }
    machine.stage().onNodesChanged(now);
  }

  private void dealWithLosses(Now now) {
    while (!losses.isEmpty()) {
      Map.Entry<String, Cause> loss = losses.pollFirstEntry();
      leave(loss.getKey(), loss.getValue(), now);
    }
  }

  private void leave(String node, Cause cause, Now now) {
    wakeUp(now);
    if (machine.group.has(node)) {
      machine.views.because(cause);
    }
    machine.stage().onLeave(node, cause.what(), now);
  }

  /** A CCM signed on at its node's daemon. */
  public void onCcmCame(String name, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node != null) {
      node.running(CcmNode.Running.YES);
    }
  }

  /** A CCM went away although its node lives: for the membership the same as the node's death (ccm.md 1.4). */
  public void onCcmLeft(String name, String info, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null) {
      return;
    }
    dealWithLosses(now);
    node.running(CcmNode.Running.NO);
    if (machine.state().isInCluster()) {
      leave(name, new Cause(name, "its CCM left (" + info + ")", null), now);
    }
    machine.stage().onNodesChanged(now);
  }

  /** A node became known; after the start everybody counts anew in a join round (ccm.md 4.4). */
  public void onNodeAdded(String name, String status, int weight, Now now) {
    if (!machine.nodes.add(name, status, weight)) {
      return;
    }
    if (started && machine.state().isInCluster()) {
      machine.views.because(new Cause(name, "became known", null));
      transitions.newRound("node " + name + " became known", now);
    }
  }

  /** An administrator removed a node. */
  public void onNodeRemoved(String name, Now now) {
    if (machine.isSelf(name)) {
      machine.notice(Severity.WARN, "We are deleted from the cluster's configuration; the membership keeps us until we stop.");
      return;
    }
    machine.nodes.remove(name);
    losses.remove(name);
    if (started && machine.state().isInCluster()) {
      machine.views.because(new Cause(name, "was removed from the configuration", null));
      transitions.newRound("node " + name + " was removed", now);
    }
  }

  /** A timer that was scheduled is due; stale ones are ignored. */
  public void onTimer(CcmTimer timer, Now now) {
    dealWithLosses(now);
    if (machine.takePatience(timer)) {
      if (machine.stage() instanceof NoneStage none) {
        none.ask(now);
      } else {
        machine.stage().onTimeout(now);
      }
    }
  }
}
