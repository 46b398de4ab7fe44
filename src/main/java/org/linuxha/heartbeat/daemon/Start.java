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
  private final Places source;
  private final String node;
  private final PidFile pidFile;
  private final LogSetup logs;
  private Life life;

  /**
   * @param places where the daemon reads again when told to
   * @param source where it reads now; the same, unless it goes on with what was kept
   */
  Start(Options options, Places places, Places source, String node, LogSetup logs) {
    this.options = options;
    this.places = places;
    this.source = source;
    this.node = node;
    this.logs = logs;
    pidFile = new PidFile(places.pidFile());
  }

  /** True if a daemon ran. */
  boolean hasBegun() {
    return life != null && life.hasBegun();
  }

  /** True if somebody wanted the end. */
  boolean isToldToStop() {
    return life != null && life.isToldToStop();
  }

  /** The whole life of this process; answers its exit status. */
  int run() throws IOException, InterruptedException {
    try {
      OptionalLong running = pidFile.running();
      if (options.restart) {
        return quickRestart(running);
      }
      if (options.reread && running.isPresent() && !SignalSender.isPermitted(running.getAsLong())) {
        return mayNot(running.getAsLong());
      }
      Loaded loaded = new ConfigLoader(source, new HostEnvironment()).load(node, options.noResources, options.http);
      loaded.configuration().ifPresentOrElse(
          read -> logs.open(LogTargets.of(read, node, options.debugLevel())),
          () -> logs.open(LogTargets.guess(source.haCf(), node)));
      logs.use(loaded.isUsable() ? loaded.own().logging() : LogTargets.guess(loaded.own().logging(), source.json()));
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
      case NOT_PERMITTED -> mayNot(pid);
    };
  }

  private static int mayNot(long pid) {
    LOG.error("heartbeat pid {} cannot be signalled: not permitted. What to do: be root, or the user it runs as.", pid);
    return Exit.NOT_PERMITTED;
  }

  private int begin(Loaded loaded) throws StateException, IOException, InterruptedException {
    Configuration configuration = loaded.configuration().orElseThrow();
    if (options.verbose) {
      System.out.print(EffectiveConfiguration.text(configuration));
    }
    LOG.info("**************************");
    LOG.info("Configuration validated. Starting heartbeat {}", Version.HEARTBEAT);
    life = new Life(options, places, loaded, Kept.of(source.config()), logs);
    return life.run();
  }
}
