package org.linuxha.heartbeat.membership;

import java.util.List;
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
  private boolean started;

  Ccm(CcmConfig config, Conduct conduct, RandomGenerator random, CcmEffects effects) {
    machine = new Machine(config, conduct, random, effects);
    transitions = new Transitions(machine);
    for (String unknown : config.quorum().unknown()) {
      machine.problem(
          Code.QUORUM_PLUGIN_UNKNOWN, "There is no quorum plugin \"" + unknown + "\"; it is skipped.");
    }
  }

  /**
   * The CCM of the daemon.
   *
   * @param random for cookies; seeded in simulations
   */
  public static Ccm ours(CcmConfig config, RandomGenerator random, CcmEffects effects) {
    return new Ccm(config, new OurConduct(config), random, effects);
  }

  /** One with the ways of the C program, its ticks and its defects, for mixed clusters in simulations. */
  public static Ccm likeC(CcmConfig config, RandomGenerator random, CcmEffects effects) {
    return new Ccm(config, new CConduct(), random, effects);
  }

  /** For tests of this room. */
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

  /** What our group agreed on last, or null if we belong to none. */
  public Agreement agreement() {
    Group group = machine.group;
    return group.size() == 0
        ? null
        : new Agreement(
            group.cookie().text(), group.major(), group.leader(), group.quorum(), List.copyOf(group.members()));
  }

  /** The node table is complete: begin. Alone among live nodes we are a cluster of one at once (ccm.md 4.3). */
  public void onStart(Now now) {
    started = true;
    machine.conduct.onStart(now);
    if (machine.nodes.has(machine.self())) {
      machine.nodes.get(machine.self()).running(CcmNode.Running.YES);
    }
    machine.version.restart(now.nanos());
    if (machine.nodes.liveCount() == 1) {
      transitions.becomeSingle("nobody else is alive", now);
    } else {
      machine.become(CcmState.NONE, "started", now);
    }
    settle(now);
  }

  /**
   * A message came, our own broadcasts included. Those that are none of a CCM's are ignored.
   *
   * @param own true if this daemon sent it
   */
  public void onMessage(Message message, boolean own, Now now) {
    machine.losses.settle(now);
    String from = message.text(Fields.SOURCE);
    if (!CcmCodec.isCcm(message) || !machine.nodes.has(from)) {
      settle(now);
    } else if (!started) {
      machine.nodes.get(from).running(CcmNode.Running.YES);
    } else {
      decode(message, new Heard(from, own, now));
      settle(now);
    }
  }

  private void decode(Message message, Heard heard) {
    try {
      CcmMessage decoded = CcmCodec.decode(message);
      if (decoded != null && sameTable(decoded, heard.from())) {
        if (decoded instanceof CcmMessage.Join) {
          machine.nodes.get(heard.from()).takesEarlyAnswers(message.has(CcmFields.EARLY_ANSWERS));
        }
        accept(decoded, heard);
      }
    } catch (MalformedCcmMessage e) {
      machine.problem(
          Code.CCM_MESSAGE_MALFORMED,
          "A message " + message.type() + " of " + heard.from() + " was dropped: " + e.getMessage() + ".");
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
    machine.wakeUp(heard.now());
    CcmNode sender = machine.nodes.get(heard.from());
    sender.running(CcmNode.Running.YES);
    if (machine.habits().stream().anyMatch(habit -> habit.keepsAway(message, heard))) {
      return;
    }
    if (message instanceof CcmMessage.ProtoVersion question) {
      sender.asked(question.major());
    } else if (message instanceof CcmMessage.Stamped stamped && !(message instanceof CcmMessage.StateInfo)) {
      if (machine.state().isInCluster() && !isOfOurGroup(stamped, heard)) {
        if (asksToComeIn(message)) {
          sender.outside(false);
        }
        return;
      }
      sender.outside(false);
    }
    if (message instanceof CcmMessage.Join join && !heard.own() && machine.losses.roundBegan(heard.now()) && !isOfOurGroup(join, heard)) {
      return; // the losses made a later attempt than that
    }
    message.deliverTo(machine.stage(), heard);
  }

  /** Its ALIVE met the round that we began: it hears of that and takes part, and may be its candidate, so it is waited for. */
  private boolean asksToComeIn(CcmMessage message) {
    return message instanceof CcmMessage.Alive alive
        && machine.state() == CcmState.JOINING
        && alive.stamp().cookie().equals(machine.group.cookie())
        && alive.major() == machine.group.major();
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

  /**
   * A node of the table has a new status: {@code init}, {@code up}, {@code active} or {@code dead} (ccm.md 1.3).
   *
   * @param why what the cluster layer says about it
   * @param evidence what a death was judged by, or null
   */
  public void onStatus(String name, String status, String why, Evidence evidence, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null || (machine.isSelf(name) && status.equals(CcmNode.DEAD))) {
      return;
    }
    String previous = node.status();
    boolean wasLive = node.isLive();
    node.status(status);
    if (!started) {
      return;
    }
    machine.losses.notOverdue(name);
    if (!node.isLive() && machine.group.has(name)) {
      died(new Cause(name, "is dead: " + why, evidence), now);
    }
    if (!wasLive && node.isLive() && !node.isBeginning() && machine.conduct.waitsForVerdicts()) {
      machine.losses.takeBack(name);
    }
    boolean cameBack = !wasLive && node.isLive() && !machine.isSelf(name) && machine.state().isInCluster();
    if (cameBack && machine.habits().stream().noneMatch(habit -> habit.asksInsteadOfCalling(node))) {
      machine.sendTo(name, new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
    }
    machine.habits().forEach(habit -> habit.onStatus(node, previous, now));
    machine.stage().onNodesChanged(now);
    settle(now);
  }

  private void died(Cause cause, Now now) {
    machine.losses.add(cause, now);
    long dueNanos = machine.conduct.lossNanos(now);
    if (dueNanos <= now.nanos()) {
      machine.losses.settle(now);
    } else {
      machine.schedule(CcmTimer.Kind.LOSSES, dueNanos);
    }
  }

  /** That node is silent for too long; unless it is heard again it will be declared dead at that moment. */
  public void onOverdue(String name, long deadlineNanos) {
    if (machine.conduct.waitsForVerdicts()) {
      machine.losses.overdue(name, deadlineNanos);
    }
  }

  /** An overdue node was heard again. */
  public void onHeardAgain(String name, Now now) {
    machine.losses.notOverdue(name);
    if (machine.conduct.waitsForVerdicts()) {
      machine.losses.settle(now);
      settle(now);
    }
  }

  /** A CCM signed on at its node's daemon. */
  public void onCcmCame(String name, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null) {
      return;
    }
    machine.habits().forEach(habit -> habit.onCcmCame(node, now));
    node.running(CcmNode.Running.YES);
    if (!machine.group.has(name)) {
      node.outside(true);
    }
    machine.stage().onNodesChanged(now);
    settle(now);
  }

  /** A CCM went away although its node lives: for the membership the same as the node's death (ccm.md 1.4). */
  public void onCcmLeft(String name, String info, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null) {
      return;
    }
    machine.losses.settle(now);
    node.running(CcmNode.Running.NO);
    if (machine.state().isInCluster()) {
      machine.lose(new Cause(name, "lost its CCM (" + info + ")", null), now);
    }
    machine.stage().onNodesChanged(now);
    settle(now);
  }

  /** A node asked us to take it in and has gone on without us: if we did, it is none of our members. Its CCM has been there all the time. */
  public void onQuestionTakenBack(String name, Now now) {
    CcmNode node = machine.nodes.get(name);
    if (node == null) {
      return;
    }
    machine.losses.settle(now);
    if (machine.state().isInCluster() && machine.group.has(name)) {
      machine.loseLiving(name, "took back its question to be taken in", now);
    }
    settle(now);
  }

  /** We did not run for so long: paused, stopped or starved. */
  public void onAway(long missedMillis, Now now) {
    machine.habits().forEach(habit -> habit.onAway(missedMillis * 1_000_000, now));
    settle(now);
  }

  /** A link of that node works again. */
  public void onLinkUp(String name, Now now) {
    machine.habits().forEach(habit -> habit.onLinkUp(name, now));
    settle(now);
  }

  /** A node became known; after the start everybody counts anew in a join round (ccm.md 4.4). */
  public void onNodeAdded(String name, String status, int weight, Now now) {
    if (!machine.nodes.add(name, status, weight)) {
      return;
    }
    if (started && machine.state().isInCluster()) {
      machine.views.because(new Cause(name, "became known", null));
      transitions.newRound("node " + name + " became known", now);
      settle(now);
    }
  }

  /** From now on that node weighs so much; C looks only when it starts (ccm.md 10.14). */
  public void onWeight(String name, int weight) {
    if (machine.nodes.has(name)) {
      machine.nodes.get(name).weight(weight);
    }
  }

  /** What that node's daemon says it can do beyond C's protocol; a C daemon says nothing. */
  public void onCapabilities(String name, String capabilities) {
    if (machine.nodes.has(name)) {
      machine.nodes.get(name).ofOurs(!capabilities.isEmpty());
    }
  }

  /** An administrator removed a node. */
  public void onNodeRemoved(String name, Now now) {
    if (machine.isSelf(name)) {
      machine.notice(Severity.WARN, "We are deleted from the cluster's configuration; the membership keeps us until we stop.");
      return;
    }
    machine.nodes.remove(name);
    machine.losses.forget(name);
    if (started && machine.state().isInCluster()) {
      machine.views.because(new Cause(name, "was removed from the configuration", null));
      transitions.newRound("node " + name + " was removed", now);
      settle(now);
    }
  }

  /** A timer that was scheduled is due; stale ones are ignored. */
  public void onTimer(CcmTimer timer, Now now) {
    machine.losses.timerFired(timer.token());
    machine.losses.settle(now);
    if (timer.kind() == CcmTimer.Kind.HABIT) {
      machine.habits().forEach(habit -> habit.onTimer(timer.token(), now));
    } else if (machine.takePatience(timer, now)) {
      if (machine.state() == CcmState.NONE) {
        machine.wakeUp(now);
      } else {
        machine.stage().onTimeout(now);
      }
    }
    settle(now);
  }

  /** What follows from an event once its state has dealt with it. */
  private void settle(Now now) {
    machine.habits().forEach(habit -> habit.afterEvent(now));
    machine.views.look(now);
  }
}
