package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.process.HeartbeatProcess;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.PidFile;
import org.linuxha.heartbeat.process.SignalSender;
import org.linuxha.heartbeat.process.StateException;

/** {@code -s} and {@code -k}: about a daemon that runs or does not (wire.md 13). They read no configuration. */
final class Inquiry {
  private static final long LOOK_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PidFile pidFile;
  private final PrintStream out;
  private final PrintStream err;

  Inquiry(PidFile pidFile, PrintStream out, PrintStream err) {
    this.pidFile = pidFile;
    this.out = out;
    this.err = err;
  }

  /** One line on stdout; scripts look for {@code running} and {@code stopped} in it. */
  int status(String node) throws StateException {
    OptionalLong pid = pidFile.running();
    if (pid.isPresent()) {
      out.println(
          "heartbeat OK [pid " + pid.getAsLong() + " et al] is running on " + NodeName.host()
              + " [" + node + "]...");
      return Exit.OK;
    }
    out.println("heartbeat is stopped. No process");
    return pidFile.exists() ? Exit.FAILED : Exit.NOT_RUNNING;
  }

  /** Asks the daemon to leave and returns when it has gone. */
  int stop() throws StateException, IOException, InterruptedException {
    OptionalLong pid = pidFile.running();
    if (pid.isEmpty()) {
      err.println("INFO: Heartbeat already stopped.");
      return Exit.OK;
    }
    SignalSender.Outcome outcome = SignalSender.send("TERM", pid.getAsLong());
    if (outcome == SignalSender.Outcome.NOT_PERMITTED) {
      err.println("ERROR: heartbeat pid " + pid.getAsLong() + " cannot be stopped: not permitted.");
      return Exit.NOT_PERMITTED;
    }
    awaitEnd(new HeartbeatProcess(pid.getAsLong()));
    return Exit.OK;
  }

  /** The C daemon waits without limit, for a peer may be taking over; we say at least what we wait for. */
  private void awaitEnd(HeartbeatProcess process) throws InterruptedException {
    long impatientNanos = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    while (process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      if (!said && System.nanoTime() > impatientNanos) {
        err.println("INFO: waiting for heartbeat pid " + process.pid() + " to end.");
        said = true;
      }
    }
  }
}
