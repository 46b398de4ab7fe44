package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.util.OptionalLong;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.EffectiveConfiguration;
import org.linuxha.heartbeat.log.LogSetup;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.process.HostEnvironment;
import org.linuxha.heartbeat.process.PidFile;
import org.linuxha.heartbeat.process.SignalSender;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.setup.ConfigLoader;
import org.linuxha.heartbeat.setup.Loaded;
import org.linuxha.heartbeat.setup.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a checked command line to the decision what is to be done (wire.md 13). */
final class Start {
  private static final Logger LOG = LoggerFactory.getLogger(Start.class);

  private final Options options;
  private final Places places;
  private final String node;
  private final PidFile pidFile;
  private final LogSetup logs;
  private final ConfigLoader loader;

  Start(Options options, Places places, String node, LogSetup logs) {
    this.options = options;
    this.places = places;
    this.node = node;
    this.logs = logs;
    pidFile = new PidFile(places.pidFile());
    loader = new ConfigLoader(places, new HostEnvironment());
  }

  /** The whole life of this process; answers its exit status. */
  int run() throws IOException, InterruptedException {
    try {
      OptionalLong running = pidFile.running();
      if (options.restart) {
        return quickRestart(running);
      }
      Loaded loaded = loader.load(node, options.noResources);
      loaded.configuration().ifPresentOrElse(
          read -> logs.open(LogTargets.of(read, node, options.debugLevel())),
          () -> logs.open(LogTargets.guess(places.haCf(), node)));
      loaded.problems().stream()
          .filter(problem -> running.isEmpty() || Loaded.isError(problem))
          .forEach(Rereader::say);
      if (!loaded.isUsable()) {
        return notConfigured(running);
      }
      if (options.reread && running.isPresent()) {
        return reread(running.getAsLong());
      }
      return begin(loaded);
    } catch (StateException e) {
      Rereader.say(e.problem());
      LOG.error("Heartbeat not started.");
      return e.isPermission() ? Exit.NOT_PERMITTED : Exit.FAILED;
    }
  }

  private int quickRestart(OptionalLong running) {
    if (running.isEmpty()) {
      LOG.error("heartbeat is not running.");
      return Exit.NOT_CONFIGURED;
    }
    LOG.error("heartbeat -R: only a daemon that starts itself anew uses it; heartbeat -r asks the running one [pid {}] to.",
        running.getAsLong());
    return Exit.FAILED;
  }

  private int notConfigured(OptionalLong running) {
    LOG.error("Heartbeat not started: configuration error.");
    if (options.reread && running.isPresent()) {
      LOG.info("Config errors: Heartbeat pid {} NOT restarted", running.getAsLong());
      return Exit.FAILED;
    }
    LOG.error("Configuration error, heartbeat not started.");
    return Exit.NOT_CONFIGURED;
  }

  private static int reread(long pid) throws IOException, InterruptedException {
    LOG.info("Signalling heartbeat pid {} to reread config files", pid);
    return switch (SignalSender.send("HUP", pid)) {
      case SENT -> Exit.OK;
      case NO_SUCH_PROCESS -> Exit.FAILED;
      case NOT_PERMITTED -> {
        LOG.error("heartbeat pid {} cannot be signalled: not permitted.", pid);
        yield Exit.NOT_PERMITTED;
      }
    };
  }

  private int begin(Loaded loaded) throws StateException, IOException, InterruptedException {
    Configuration configuration = loaded.configuration().orElseThrow();
    if (options.verbose) {
      System.out.print(EffectiveConfiguration.text(configuration));
    }
    LOG.info("**************************");
    LOG.info("Configuration validated. Starting heartbeat {}", Version.HEARTBEAT);
    return new Life(options, places, loaded, loader, logs).run();
  }
}
