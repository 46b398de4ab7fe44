package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.log.LogSetup;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;
import org.linuxha.heartbeat.process.HeartbeatProcess;
import org.linuxha.heartbeat.process.HostEnvironment;
import org.linuxha.heartbeat.process.PidFile;
import org.linuxha.heartbeat.process.PrivateTmp;
import org.linuxha.heartbeat.process.RealTime;
import org.linuxha.heartbeat.process.Signals;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.process.StateFiles;
import org.linuxha.heartbeat.process.Watchdog;
import org.linuxha.heartbeat.setup.ConfigLoader;
import org.linuxha.heartbeat.setup.Loaded;
import org.linuxha.heartbeat.setup.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a daemon process around its {@link Daemon}: claim, identity, signals, readiness, end. Runs on the main thread. */
final class Life {
  private static final Logger LOG = LoggerFactory.getLogger(Life.class);
  /** 128 and the number of SIGINT, as a shell reports it. */
  private static final int INTERRUPTED = 130;

  private final Options options;
  private final Places places;
  private final Loaded loaded;
  private final ConfigLoader loader;
  private volatile Kept kept;
  private final LogSetup logs;
  private final Configuration configuration;
  private final StateFiles stateFiles;
  private volatile ServiceManager manager;
  private boolean interrupted;
  private volatile boolean begun;
  private volatile boolean toldToStop;

  /** @param kept the files that this was loaded from */
  Life(Options options, Places places, Loaded loaded, Kept kept, LogSetup logs) {
    this.options = options;
    this.places = places;
    this.loaded = loaded;
    this.kept = kept;
    this.logs = logs;
    loader = new ConfigLoader(places, new HostEnvironment());
    configuration = loaded.configuration().orElseThrow();
    stateFiles =
        new StateFiles(places.state(), Life::say);
  }

  /** True if the daemon took part in the cluster. */
  boolean hasBegun() {
    return begun;
  }

  /** True if a signal wanted the end. */
  boolean isToldToStop() {
    return toldToStop;
  }

  /** Answers the exit status. */
  int run() throws StateException, IOException, InterruptedException {
    StateFiles.makeDirectory(places.run());
    StateFiles.makeDirectory(places.state());
    HeartbeatProcess.nameThisProcess();
    PidFile.Claim claim = new PidFile(places.pidFile()).claim();
    if (!claim.isOurs()) {
      LOG.info("heartbeat: already running [pid {}].", claim.otherPid());
      return Exit.OK;
    }
    PrivateTmp tmp = PrivateTmp.open(places.state());
    logs.connectSyslog();
    try {
      return live(plan());
    } finally {
      tmp.remove();
    }
  }

  private DaemonPlan plan() throws StateException {
    LOG.info("heartbeat: version {}", Version.line());
    ClusterConfig cluster = configuration.cluster();
    long generation =
        stateFiles.generation(
            configuration.generationMethod() == Configuration.GenerationMethod.TIME,
            System.currentTimeMillis() / 1000);
    UUID uuid =
        stateFiles.uuid(
            configuration.uuidFrom() == Configuration.UuidFrom.NODENAME,
            configuration.ownNode(),
            UUID::randomUUID);
    LOG.info("uuid is: {}", uuid);
    sayInactive();
    boolean recall = !cluster.resourceMode() && cluster.autojoin() != ClusterConfig.Autojoin.NONE;
    Identity identity =
        new Identity(configuration.ownNode(), uuid, generation, Version.capabilities());
    return new DaemonPlan(
        places, configuration, loaded.keys().orElseThrow(), loaded.resources(), identity,
        recall ? stateFiles.readNodes() : NodeTable.EMPTY, stateFiles, loaded.own(),
        ClientPlan.of(configuration, places, loaded.keys().orElseThrow(), !options.noCcm),
        ChildPlan.of(configuration, places, !options.noCcm), !options.noCcm,
        SocketPlan.of(configuration));
  }

  private void sayInactive() {
    configuration
        .notYetActive()
        .forEach(
            inactive ->
                Words.say(
                    LOG, inactive.code().severity(), inactive.code(), Daemon.sentence(inactive)));
  }

  private int live(DaemonPlan plan) throws IOException, InterruptedException {
    Daemon daemon;
    try {
      daemon = new Daemon(plan, House.open());
    } catch (IllegalStateException e) {
      return failed(Cause.of(e));
    }
    listen(daemon);
    ParentWatch.begin(System.getenv(), System.in, () -> daemon.stop("the process that started it is gone"));
    try {
      daemon.start();
    } catch (ExecutionException e) {
      daemon.close();
      return failed(Cause.of(e.getCause()));
    }
    begun = true;
    Kept.remove(places.state());
    if (Ready.isAwaited()) {
      logs.leaveTerminal();
      Ready.tell();
    } else if (SelfExec.isAgain()) {
      logs.leaveTerminal();
    }
    manager =
        ServiceManager.of(System.getenv(), ProcessHandle.current().pid(), daemon::pulseAgeMillis);
    manager.ready(plan.identity().name());
    daemon.whenStopping(manager::stopping);
    OwnClasses.load();
    Drill.hold();
    // not earlier: whatever fails from here on resets the machine
    Optional<Watchdog> watchdog = armWatchdog(daemon);
    RealTime realTime = enterRealTime(daemon);
    ClassArchive.makeIfMissing();
    boolean orderly = daemon.awaitEnd(() -> {
      if (realTime != null) {
        realTime.leave();
      }
    });
    if (watchdog.isPresent()) {
      endWatchdog(watchdog.get(), orderly);
    }
    daemon.close();
    if (daemon.isRestarting() && !toldToStop) {
      LOG.info("Performing heartbeat restart exec.");
      return Exit.AGAIN;
    }
    // the last line, when sockets and links are closed: scripts start the next daemon on it
    Kept.remove(places.state());
    LOG.info("{} Heartbeat shutdown complete.", plan.identity().name());
    return orderly ? Exit.OK : Exit.FAILED;
  }

  private Optional<Watchdog> armWatchdog(Daemon daemon) {
    Timing timing = configuration.cluster().timing();
    return configuration.host().watchdog().flatMap(
        path -> Watchdog.arm(path, timing.deadtime(), timing.keepalive(), daemon.beat(), Life::say));
  }

  /** Before a new life too: its ha.cf may name no watchdog, and nobody would feed this one any more. */
  private static void endWatchdog(Watchdog watchdog, boolean orderly) throws InterruptedException {
    if (orderly) {
      watchdog.disarm();
    } else {
      watchdog.leave("the daemon did not leave the cluster in order");
    }
  }

  /** Null if it is not wanted. */
  private RealTime enterRealTime(Daemon daemon) {
    Configuration.HostSettings host = configuration.host();
    if (!host.realtime() || options.noRealtime) {
      return null;
    }
    return RealTime.enter(
        host.realtimePriority().orElse(RealTime.DEFAULT_PRIORITY), House.Loop.PULSE.threadName(), daemon::pulseAgeMillis,
        Life::say, scheduling -> daemon.control(new Control.Scheduled(scheduling)));
  }

  private static void say(Severity severity, Code code, String text) {
    Words.say(LOG, severity, code, text);
  }

  private int failed(String reason) {
    Rereader.say(new Problem(Code.NOT_STARTED, "", "Heartbeat not started: " + reason + "."));
    return Exit.FAILED;
  }

  /** Signals come on a thread of the JVM's own; nothing here takes long except the files, which get a thread. */
  private void listen(Daemon daemon) {
    Rereader rereader =
        new Rereader(
            places, this::load, loaded.own(), keys -> use(keys, daemon), own -> use(own, daemon),
            loss -> daemon.control(new Control.Lose(loss)), () -> restart(daemon));
    Signals.listen(
        wish -> {
          switch (wish) {
            case STOP -> {
              toldToStop = true;
              daemon.stop("signal 15");
            }
            case INTERRUPT -> interrupt(daemon);
            case REREAD -> new Thread(() -> reread(rereader, daemon), "reread").start();
            case DEBUG_MORE -> debug(1);
            case DEBUG_LESS -> debug(-1);
          }
        });
  }

  private Loaded load() {
    return loader.load(configuration.ownNode(), options.noResources, options.http);
  }

  private void use(KeyRing keys, Daemon daemon) {
    daemon.control(new Control.NewKeys(keys));
    kept = kept.withKeysOf(Kept.of(places.config()));
  }

  private void use(OwnSettings own, Daemon daemon) {
    logs.use(own.logging());
    daemon.control(new Control.NewSettings(own));
    kept = kept.withOwnOf(Kept.of(places.config()));
  }

  /** The service manager waits for the end of it, whatever comes of it. */
  private void reread(Rereader rereader, Daemon daemon) {
    ServiceManager told = manager;
    if (told != null) {
      told.reloading();
    }
    rereader.reread();
    if (told != null && !daemon.isRestarting()) {
      told.ready(configuration.ownNode());
    }
  }

  /** Other nodes hear nothing of it but a new life inside deadtime. False if this one must go on. */
  private boolean restart(Daemon daemon) {
    try {
      Optional<String> refusal = Rehearsal.refusal();
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
      kept.write(places.state(), SelfExec.program());
    } catch (IOException e) {
      return refused(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    LOG.info("Heartbeat restart triggered.");
    if (manager != null) {
      manager.restarting();
    }
    SelfExec.prepare();
    LOG.info("Restarting heartbeat.");
    daemon.restart("the configuration has changed");
    return true;
  }

  private static boolean refused(String reason) {
    Words.say(LOG, Code.RESTART_REFUSED.severity(), Code.RESTART_REFUSED,
        "Heartbeat pid " + ProcessHandle.current().pid() + " NOT restarted, the next life would not begin: " + reason);
    return false;
  }

  /** A daemon ignores it; on a terminal the first asks for the orderly end, the second ends at once. */
  private void interrupt(Daemon daemon) {
    if (!options.foreground || !Terminal.isPresent()) {
      return;
    }
    if (interrupted) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    interrupted = true;
    daemon.stop("Ctrl-C; once more ends at once");
  }

  private void debug(int step) {
    int level = logs.debug(logs.debug() + step);
    LOG.info("debug now set to {} [pid {}]", level, ProcessHandle.current().pid());
  }
}
