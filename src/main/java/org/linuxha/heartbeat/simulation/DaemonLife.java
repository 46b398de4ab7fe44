package org.linuxha.heartbeat.simulation;

import java.util.Set;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Effects;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.simulation.Inbox.Input;

/**
 * One run of a daemon: a heart, what waits for it, and its effects on the world. What comes while it
 * does not run waits; what it causes after its end is lost, as it is for a process that was killed.
 */
final class DaemonLife implements Effects {
  /** Whether the process runs. */
  enum State {
    RUNNING,
    /** Stands still, as by SIGSTOP. */
    PAUSED,
    ENDED
  }

  private static final long RESPAWN_NANOS = 1_000_000_000L;

  /** More than can wait: whoever handles more keeps itself busy. */
  private static final int INPUTS_A_TURN = 1_000_000;

  private final Simulation world;
  private final SimulatedNode node;
  private final Identity identity;
  private final Heart heart;
  private final Inbox inbox;
  private final Picture picture = new Picture();
  private final SeededRandom random;
  private final long startNanos;
  private State state = State.RUNNING;
  private long ranNanos;
  private long runningSinceNanos;
  private long turnPlannedNanos = -1;
  private boolean inTurn;
  private boolean leaving;
  private int linksToDrain;
  private int pauses;
  private int inputsInTurn;
  private int submissionsWaiting;
  private long clockNanos;
  private int timersWaiting;
  private int effectsUntilCrash = -1;
  private int effects;
  private int inputs;
  private int crashBeforeInput = -1;
  private ServiceLife service;

  DaemonLife(Simulation world, SimulatedNode node, Identity identity, SeededRandom random) {
    this.world = world;
    this.node = node;
    this.identity = identity;
    this.random = random;
    this.startNanos = world.nanos();
    this.runningSinceNanos = startNanos;
    this.inbox = new Inbox(world.links());
    this.heart =
        node.setup().heart().make(
            node.setup().config(), identity, node.disk().table(), random.stream("heart"), this);
    this.service =
        node.setup().service() == null ? null : new ServiceLife(this, node, random.stream("ccm"));
  }

  void start() {
    heart.onStart(now(world.nanos()));
  }

  Identity identity() {
    return identity;
  }

  /** The membership service, or null if none runs here. */
  ServiceLife service() {
    return service;
  }

  Picture picture() {
    return picture;
  }

  State state() {
    return state;
  }

  /** How often it has stood still. */
  int pauses() {
    return pauses;
  }

  int timersWaiting() {
    return timersWaiting;
  }

  /** How long this process has been running: its pauses do not count. */
  long runningNanos() {
    return ranNanos + (state == State.RUNNING ? world.nanos() - runningSinceNanos : 0);
  }

  private Now now(long worldNanos) {
    clockNanos = Math.max(clockNanos, worldNanos);
    return new Now(node.monotonicNanos(clockNanos), node.wallSeconds(), "0.10 0.10 0.10 1/100 1000");
  }

  // --- what happens to it

  void packet(String link, Message message) {
    int capacity = node.setup().turns().bufferPackets(world.faults().receiveBufferPackets());
    if (inbox.offer(new Inbox.Packet(link, message), capacity)) {
      world.witnesses(witness -> witness.arrived(node, link, message));
      planTurn();
    } else {
      node.trace(() -> link + " socket is full, dropped: " + Describe.message(message));
    }
  }

  private void add(long nanos, Input input) {
    inbox.add(nanos, input);
    planTurn();
  }

  void submit(Message message) {
    submissionsWaiting++;
    add(world.nanos(), new Inbox.Submit(message));
  }

  /** The membership service sends something. */
  void submitOwn(Message message) {
    add(world.nanos(), new Inbox.SubmitOwn(message));
  }

  /** Client messages the heart has not seen yet. */
  int submissionsWaiting() {
    return submissionsWaiting;
  }

  void leave(String reason) {
    leaving = true;
    add(world.nanos(), new Inbox.Stop(reason));
  }

  boolean isLeaving() {
    return leaving;
  }

  void pause() {
    if (state == State.RUNNING) {
      ranNanos = runningNanos();
      state = State.PAUSED;
      pauses++;
    }
  }

  void resume() {
    if (state == State.PAUSED) {
      state = State.RUNNING;
      runningSinceNanos = world.nanos();
      planTurn();
    }
  }

  /** Lets it die in the middle of what it does, after so many more effects. */
  void crashAfter(int effects) {
    effectsUntilCrash = effects;
  }

  /**
   * The membership service dies; its daemon says so to all and starts it anew after a second, as the C daemon
   * does with a client it respawns (ccm.md 8.8). The new one learns what the daemon knows.
   */
  void killService() {
    ServiceLife dead = service;
    service = null;
    dead.end();
    submitOwn(Message.ofType("hbapi-clstat").with("st", "leave").with("from_id", "ccm").with("to_id", "ccm")
        .with("src", node.name()).with("info", "died"));
    world.time().after(RESPAWN_NANOS, () -> {
      if (state != State.ENDED) {
        service = new ServiceLife(this, node, random.stream("ccm again"));
        picture.events(node.name()).forEach(event -> add(world.nanos(), new Inbox.Told(event)));
      }
    });
  }

  /** What it did to the world until now: messages, news, timers. */
  int effects() {
    return effects;
  }

  /** What it was given to handle until now: messages, timers, orders, news for the membership service. */
  int inputs() {
    return inputs;
  }

  /** Lets it die before it handles what comes as the so-manieth, the first being 0. */
  void crashBeforeInput(int ordinal) {
    crashBeforeInput = ordinal;
  }

  void end() {
    if (state == State.RUNNING) {
      ranNanos = runningNanos();
    }
    state = State.ENDED;
  }

  // --- its turns

  private void planTurn() {
    long due = node.setup().turns().lookAt(world.nanos(), startNanos);
    if (state != State.RUNNING || inTurn || turnPlannedNanos == due) {
      return;
    }
    turnPlannedNanos = due;
    world.time().at(due, this::turn);
  }

  private void turn() {
    turnPlannedNanos = -1;
    if (state != State.RUNNING) {
      return; // it stands still by now; what waits goes on waiting
    }
    inTurn = true;
    inputsInTurn = 0;
    boolean tasksFirst = node.setup().turns() != Turns.PROMPT || random.nextBoolean();
    if (tasksFirst) {
      tasks();
    }
    while (state == State.RUNNING && !inbox.isEmpty()) {
      inbox.batch().forEach(input -> handle(input, world.nanos()));
      tasks();
    }
    inTurn = false;
  }

  private void tasks() {
    for (Inbox.Task task = inbox.task(); task != null; task = inbox.task()) {
      handle(task.input(), node.setup().turns().clockAt(task.nanos(), world.nanos()));
    }
  }

  private void handle(Input input, long clock) {
    if (state != State.RUNNING) {
      return; // it died of the input before this one
    }
    if (inputs++ == crashBeforeInput) {
      node.lifeEnds(false);
      return;
    }
    if (++inputsInTurn > INPUTS_A_TURN) {
      throw new Violation("a turn ends", world.nanos(), node.name() + " finds ever more to do in one turn");
    }
    if (input instanceof Inbox.Packet packet) {
      node.trace(() -> packet.link() + " <- " + packet.message().text("src") + " " + Describe.message(packet.message()));
      world.witnesses(witness -> witness.looksAt(node, packet.link(), packet.message()));
      heart.onReceived(packet.link(), packet.message(), now(clock));
    } else if (input instanceof Inbox.Drained drained) {
      if (--linksToDrain == 0) {
        heart.onDrained(drained.token(), now(clock));
      }
    } else if (input instanceof Inbox.Due due) {
      heart.onTimer(due.timer(), now(clock));
    } else if (input instanceof Inbox.Submit submit) {
      submissionsWaiting--;
      world.witnesses(witness -> witness.submitted(node, submit.message()));
      heart.onSubmit(submit.message(), now(clock));
    } else if (input instanceof Inbox.Stop stop) {
      heart.onStop(stop.reason(), now(clock));
    } else if (input instanceof Inbox.SubmitOwn submit) {
      heart.onSubmit(submit.message(), now(clock));
    } else if (input instanceof Inbox.Told told && service != null) {
      service.on(told.event(), now(clock));
    } else if (input instanceof Inbox.CcmDue due) {
      due.service().onTimer(due.timer(), now(clock));
    }
  }

  /** Counts an effect; false if the process is no more. */
  boolean survives() {
    effects++;
    if (state != State.ENDED && effectsUntilCrash == 0) {
      node.trace(() -> "dies in the middle of its work");
      node.lifeEnds(false);
    }
    effectsUntilCrash = Math.max(-1, effectsUntilCrash - 1);
    return state != State.ENDED;
  }

  // --- what it causes

  @Override
  public void transmit(Message message) {
    if (survives()) {
      node.trace(() -> "-> " + Describe.message(message));
      world.witnesses(witness -> witness.transmitted(node, message));
      world.network().send(node.index(), message);
    }
  }

  @Override
  public void forward(Message message, Set<String> links) {
    if (survives()) {
      node.trace(() -> "passes on " + Describe.message(message));
      world.network().send(node.index(), message, links::contains);
    }
  }

  @Override
  public void tell(ClusterEvent event) {
    if (survives()) {
      String text = Describe.event(event);
      if (text != null) {
        node.trace(() -> text);
      }
      picture.on(event);
      world.witnesses(witness -> witness.told(node, event));
      if (service != null) {
        add(world.nanos(), new Inbox.Told(event));
      }
      if (event instanceof ClusterEvent.LocalStatus local && local.state() == LocalState.STOPPED) {
        node.lifeEnds(true);
      }
    }
  }

  @Override
  public void schedule(Timer timer, long dueNanos) {
    if (survives()) {
      schedule(new Inbox.Due(timer), dueNanos);
    }
  }

  void schedule(Input timer, long dueNanos) {
    timersWaiting++;
    long due = node.worldNanos(dueNanos);
    if (due <= world.nanos()) {
      timerDue(timer, due);
    } else {
      world.time().at(due, () -> timerDue(timer, due));
    }
  }

  private void timerDue(Input timer, long dueNanos) {
    timersWaiting--;
    if (state != State.ENDED) {
      add(dueNanos, timer);
    }
  }

  @Override
  public void drainLinks(long token) {
    if (survives()) {
      node.trace(() -> "reads its sockets until they are empty");
      linksToDrain = world.links().size();
      inbox.drain(token);
      planTurn();
    }
  }

  @Override
  public void save(NodeTable table) {
    if (survives()) {
      node.disk().save(table);
    }
  }
}
