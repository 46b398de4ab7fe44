package org.linuxha.heartbeat.simulation;

import java.util.function.Supplier;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Message;

/** A machine: a disk with state files, two clocks, and a daemon that lives on it or does not. */
public final class SimulatedNode {
  /** When every world begins, for wall clocks: 2023-11-14. */
  private static final long BEGINNING_SECONDS = 1_700_000_000L;

  /**
   * What does not change about a node.
   *
   * @param turns how its daemon gets round to things: {@link Turns#PROMPT} or {@link CLikeTiming}
   * @param heart what beats in it
   * @param service its membership service, or null for none
   */
  public record Setup(
      String name, ClusterConfig config, Turns turns, Heart.Factory heart, Service.Factory service) {}

  private final Simulation world;
  private final int index;
  private final Setup setup;
  private final StateFiles disk;
  private final SeededRandom random;
  private final long monotonicBaseNanos;
  private long wallOffsetSeconds;
  private DaemonLife life;
  private int lives;
  private long lastGeneration;
  private boolean diskGoesWithCrash;

  SimulatedNode(Simulation world, int index, Setup setup, SeededRandom random) {
    this.world = world;
    this.index = index;
    this.setup = setup;
    this.random = random;
    this.disk = new StateFiles(setup.name(), random.stream("disk"));
    this.monotonicBaseNanos = random.stream("boot").nextLong(1_000_000_000_000_000L);
  }

  public String name() {
    return setup.name();
  }

  Simulation world() {
    return world;
  }

  int index() {
    return index;
  }

  Setup setup() {
    return setup;
  }

  StateFiles disk() {
    return disk;
  }

  /** The daemon that lives here, or null. */
  DaemonLife life() {
    return life;
  }

  /** Whether its daemon has the C daemon's ways. */
  boolean isLikeC() {
    return setup.turns() != Turns.PROMPT;
  }

  /** The membership service that runs here, or null. */
  ServiceLife service() {
    return life == null ? null : life.service();
  }

  boolean isUp() {
    return life != null;
  }

  /** What its monotonic clock shows at that moment of the world. */
  long monotonicNanos(long worldNanos) {
    return monotonicBaseNanos + worldNanos;
  }

  /** The moment of the world at which this node's monotonic clock shows that. */
  long worldNanos(long monotonicNanos) {
    return monotonicNanos - monotonicBaseNanos;
  }

  long wallSeconds() {
    return BEGINNING_SECONDS + world.nanos() / 1_000_000_000 + wallOffsetSeconds;
  }

  void trace(Supplier<String> text) {
    world.trace().line(world.nanos(), setup.name(), text);
  }

  // --- what may happen to it

  void start() {
    if (life != null) {
      return;
    }
    if (disk.isEmpty()) {
      setClockPast(lastGeneration);
    }
    life = new DaemonLife(world, this, disk.nextLife(wallSeconds(), ""), random.stream("life" + lives++));
    lastGeneration = life.identity().generation();
    trace(() -> "starts, generation " + life.identity().generation() + ", " + setup.turns());
    world.witnesses(witness -> witness.started(this));
    life.start();
  }

  /** Dies at once, as by kill -9. */
  void crash(boolean loseState) {
    if (life != null) {
      diskGoesWithCrash = loseState;
      lifeEnds(false);
    }
  }

  /** Dies in the middle of its work, after so many more effects on the world. */
  void crashAfter(int effects, boolean loseState) {
    if (life != null) {
      diskGoesWithCrash = loseState;
      life.crashAfter(effects);
    }
  }

  /** Lets a daemon run here whatever had befallen it; one that was leaving is gone at once and starts anew. */
  void recover() {
    if (life != null && life.isLeaving()) {
      crash(false);
    }
    if (life != null) {
      life.crashAfter(-1);
    }
    resume();
    start();
  }

  void lifeEnds(boolean orderly) {
    DaemonLife ended = life;
    ended.end();
    boolean lost = !orderly && diskGoesWithCrash;
    trace(() -> orderly ? "has stopped" : lost ? "is dead, its state files are gone" : "is dead");
    if (lost) {
      disk.lose();
    }
    diskGoesWithCrash = false;
    world.witnesses(witness -> witness.ended(this, orderly));
    life = null;
  }

  /**
   * Without its file a generation comes from the clock (wire.md 7): peers would refuse a life whose
   * clock is behind the last one's generation (wire.md 6.2), and no program can help that.
   */
  private void setClockPast(long generation) {
    wallOffsetSeconds += Math.max(0, generation + 2 - wallSeconds());
  }

  void stop(String reason) {
    if (life != null) {
      world.witnesses(witness -> witness.stopOrdered(this));
      trace(() -> "is told to stop: " + reason);
      life.leave(reason);
    }
  }

  void pause() {
    if (life != null) {
      trace(() -> "stands still");
      life.pause();
    }
  }

  void resume() {
    if (life != null && life.state() == DaemonLife.State.PAUSED) {
      trace(() -> "runs again");
      life.resume();
    }
  }

  /** The wall clock steps; the monotonic one never does. */
  void stepClock(long seconds) {
    trace(() -> "wall clock steps by " + seconds + " s");
    wallOffsetSeconds += seconds;
  }

  void submit(Message message) {
    if (life != null) {
      life.submit(message);
    }
  }

  void packet(String link, Message message) {
    if (life != null) {
      life.packet(link, message);
    }
  }
}
