package org.linuxha.heartbeat.process.child;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.SignalSender;
import org.linuxha.heartbeat.process.StateNotices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program through all its runs. Lives on the verticle's context; processes are made and signalled off it. */
final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final long PAUSE_MILLIS = 1_000;
  private static final int BY_SIGNAL = 128;

  private final Vertx vertx;
  private final Program program;
  private final Nursery nursery;
  private final Runnable reboot;
  private final StateNotices notices;
  private final Launcher launcher;
  private final RespawnRule rule = new RespawnRule();
  private Process process;
  private long startedNanos;
  private boolean unwanted;
  /** The last try found no means to start it. */
  private boolean lacking;
  private Promise<Void> ended = Promise.promise();

  /** Makes the process. */
  interface Launcher {
    Process start(Program program, Nursery nursery) throws IOException;
  }

  /**
   * @param reboot ends the life of this machine
   * @param notices told what somebody should look at
   */
  Child(Vertx vertx, Program program, Nursery nursery, Runnable reboot, StateNotices notices) {
    this(vertx, program, nursery, reboot, notices, Launch::start);
  }

  Child(Vertx vertx, Program program, Nursery nursery, Runnable reboot, StateNotices notices, Launcher launcher) {
    this.vertx = vertx;
    this.launcher = launcher;
    this.program = program;
    this.nursery = nursery;
    this.reboot = reboot;
    this.notices = notices;
  }

  void start() {
    LOG.info("Starting child client \"{}\" ({},{})", program.command(), program.uid(), program.gid());
    begin();
  }

  private void begin() {
    if (unwanted) {
      return;
    }
    ended = Promise.promise();
    // ordered: a stop that is asked for meanwhile comes after it
    vertx.executeBlocking(() -> launcher.start(program, nursery)).onSuccess(this::began).onFailure(this::notBegun);
  }

  /** The machine has no process or memory to spare just now: that passes, and is said once. */
  private void notBegun(Throwable reason) {
    ended.complete();
    if (!lacking) {
      lacking = true;
      say(Code.CHILD_NOT_STARTED, "Client \"" + program.command() + "\" cannot be started: " + Cause.of(reason)
          + "; it is tried again each second.");
    }
    vertx.setTimer(PAUSE_MILLIS, now -> begin());
  }

  private void began(Process started) {
    process = started;
    lacking = false;
    startedNanos = System.nanoTime();
    LOG.info("Starting \"{}\" as uid {}  gid {} (pid {})", program.command(), program.uid(), program.gid(), started.pid());
    var context = vertx.getOrCreateContext();
    started.onExit().thenAccept(over -> context.runOnContext(done -> onEnd(over.exitValue())));
  }

  private void onEnd(int exit) {
    long ranMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    String how = exit > BY_SIGNAL ? "killed by signal " + (exit - BY_SIGNAL) : "exited with return code " + exit;
    String line = "Managed " + program.command() + " process " + process.pid() + " " + how + ".";
    process = null;
    if (exit == 0 || unwanted) {
      LOG.info(line);
    } else {
      LOG.warn(line);
    }
    ended.complete();
    if (!unwanted) {
      LOG.error("Client {} {}.", program.command(), how);
      goOn(exit, ranMillis);
    }
  }

  private void goOn(int exit, long ranMillis) {
    if (program.failfast() && exit != 0 && exit != RespawnRule.NO_MORE) {
      say(Code.FAILFAST_REBOOT, "Client \"" + program.command() + "\" of a failfast line ended: the machine is rebooted.");
      reboot.run();
    }
    switch (rule.onEnd(exit, ranMillis)) {
      case AGAIN -> again();
      case AGAIN_LATER -> vertx.setTimer(PAUSE_MILLIS, now -> again());
      case TOO_FAST -> say(Code.CHILD_TOO_FAST, "Client " + program.command() + " \"respawning too fast\"");
      case DONE -> LOG.info("Client \"{}\" is not started again.", program.command());
    }
  }

  private void again() {
    if (!unwanted) {
      LOG.error("Respawning client \"{}\":", program.command());
      begin();
    }
  }

  boolean stopsResources() {
    return program.stopsResources();
  }

  /** No further run. */
  void giveUp() {
    unwanted = true;
  }

  /**
   * Asks it to end; kills it if it has not within that time.
   *
   * @return done when it is gone, or was killed
   */
  Future<Void> stop(long millis) {
    unwanted = true;
    // behind a start that is under way
    return vertx.executeBlocking(() -> null).compose(behind -> process == null ? Future.succeededFuture() : end(millis));
  }

  private Future<Void> end(long millis) {
    LOG.info("killing {} process group {} with signal 15", program.command(), process.pid());
    signal("TERM");
    Promise<Void> gone = Promise.promise();
    ended.future().onSuccess(over -> gone.tryComplete());
    vertx.setTimer(Math.max(1, millis), late -> {
      if (process != null) {
        say(Code.CHILD_KILLED, "Client \"" + program.command() + "\" (pid " + process.pid()
            + ") did not end within " + millis + " ms of signal 15 and is killed.");
        signal("KILL");
      }
      gone.tryComplete();
    });
    return gone.future();
  }

  private void signal(String name) {
    long group = process.pid();
    vertx.executeBlocking(() -> SignalSender.sendGroup(name, group)).onFailure(e ->
        LOG.warn("process group {} cannot be signalled: {}", group, Cause.of(e)));
  }

  private void say(Code code, String text) {
    notices.say(code.severity(), code, text);
  }
}
