package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.log.LogSetup;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.setup.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lives of one process. A first one that cannot begin ends with the reasons; a node that had a daemon
 * keeps one: a next life that cannot begin does so with the configuration of the one before.
 */
final class Lives {
  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);
  /** With so many attempts, so far apart, a full disk or another passing trouble is outlived. */
  private static final int MAX_ATTEMPTS = 30;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 50;

  private final Options options;
  private final Places places;
  private boolean next = SelfExec.isNext();
  private boolean kept;
  private Start start;

  Lives(Options options, Places places) {
    this.options = options;
    this.places = places;
  }

  /** Answers the exit status of the process. */
  int run() throws StateException, IOException, InterruptedException {
    int attempts = 0;
    while (true) {
      start = null;
      try {
        int status = attempt();
        if (start.hasBegun() && status == Exit.AGAIN) {
          if (start.isToldToStop()) {
            Kept.remove(places.state());
            return Exit.OK;
          }
          attempts = 0;
        } else if (isOver(status, ++attempts)) {
          return status;
        }
      } catch (StateException | IOException | RuntimeException e) {
        LOG.debug("That life did not begin", e);
        if (isOver(Exit.FAILED, ++attempts)) {
          throw e;
        }
      }
      if (kept && attempts > 1 && wasStopped(PAUSE_MILLIS)) {
        return Exit.OK;
      }
      kept = true;
    }
  }

  private boolean isOver(int status, int attempts) {
    return !next || status == Exit.OK || start != null && (start.hasBegun() || start.isToldToStop())
        || !Kept.isIn(places.state()) || attempts > MAX_ATTEMPTS;
  }

  private int attempt() throws StateException, IOException, InterruptedException {
    Places source = kept ? places.withConfig(Kept.in(places.state())) : places;
    String node = NodeName.node(options.node, source.config());
    LogSetup logs = LogSetup.onTerminal(System.err, node);
    try {
      start = new Start(options, places, source, node, logs);
      int status = start.run();
      if (status == Exit.AGAIN) {
        next = true;
        exec();
      } else if (next && !start.hasBegun() && Kept.isIn(places.state())) {
        Words.say(LOG, Code.NEXT_LIFE_FAILED.severity(), Code.NEXT_LIFE_FAILED,
            "The daemon did not begin anew, for the reasons above; it goes on with the configuration it had (kept in "
                + Kept.in(places.state()) + ").");
      }
      return status;
    } finally {
      logs.close();
    }
  }

  /** Returns if that was not possible, or not wanted any more. */
  private void exec() {
    try {
      if (!start.isToldToStop()) {
        SelfExec.run(Kept.program(places.state()));
      }
    } catch (IOException e) {
      Words.say(LOG, Code.NEXT_LIFE_FAILED.severity(), Code.NEXT_LIFE_FAILED,
          "The daemon cannot execute itself (" + Cause.of(e) + "); it goes on with the configuration it had.");
    }
  }

  private boolean wasStopped(long millis) throws InterruptedException {
    for (long slept = 0; slept < millis; slept += LOOK_MILLIS) {
      if (start != null && start.isToldToStop()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return false;
  }
}
