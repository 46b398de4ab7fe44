package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.UnixDatagrams;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.slf4j.LoggerFactory;

/** The log of this process: first on stderr, then where the configuration wants it. */
public final class LogSetup {
  /** Netty prints a stack trace for each refused socket option; the link says the same in a sentence. */
  private static final String NETTY_BOOTSTRAP = "io.netty.bootstrap";

  /** Says at every orderly end that what comes last finds nobody listening. */
  private static final String VERTX_EVENT_BUS = "io.vertx.core.eventbus";

  /** Prints a stack trace for each frame of a client that makes no sense; the client is cut. */
  private static final String VERTX_SOCKJS = "io.vertx.ext.web.handler.sockjs";

  private static final long TERMINAL_MILLIS = 50;

  private static final Path SYSLOG = Path.of("/dev/log");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final LineWriter writer = new LineWriter(LoggingSettings.QUEUE_LINES);
  private final LineSink terminal;
  private SyslogSink syslog;
  private final Map<String, Level> initial = Map.of(
      org.slf4j.Logger.ROOT_LOGGER_NAME, Level.WARN, NETTY_BOOTSTRAP, Level.OFF, VERTX_SOCKJS, Level.OFF,
      VERTX_EVENT_BUS, Level.ERROR);
  /** The ways into files, whose form may change. */
  private final List<Outlet> files = new ArrayList<>();
  private LogPlan plan;
  private LoggingSettings settings = LoggingSettings.DEFAULT;
  private int debugLevel;

  private LogSetup(PrintStream stderr) {
    terminal = new TerminalSink(stderr);
  }

  /** Logs to that stream until {@link #open} says where; nothing below info. */
  public static LogSetup onTerminal(PrintStream stderr, String node) {
    LogSetup setup = new LogSetup(stderr);
    setup.context.reset();
    setup.writer.setContext(setup.context);
    setup.writer.add(new Outlet(setup.terminal, Level.DEBUG, fileFormat(true, node)));
    setup.writer.start();
    setup.initial.forEach((name, level) -> setup.context.getLogger(name).setLevel(level));
    setup.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(setup.writer);
    setup.debug(0);
    return setup;
  }

  private static LineFormat fileFormat(boolean syslogStyle, String node) {
    long pid = ProcessHandle.current().pid();
    ZoneId zone = ZoneId.systemDefault();
    return syslogStyle ? LineFormat.syslogFile(node, pid, zone) : LineFormat.plainFile(pid, zone);
  }

  /** From now on to where the configuration wants it, too. */
  public synchronized void open(LogPlan wanted) {
    plan = wanted;
    if (plan.logfile() != null) {
      file(plan.logfile(), Level.INFO);
    }
    if (plan.debugfile() != null) {
      file(plan.debugfile(), Level.DEBUG);
    }
    if (plan.syslogFacility().isPresent()) {
      int facility = plan.syslogFacility().getAsInt();
      syslog = new SyslogSink();
      LineFormat toSyslog =
          LineFormat.syslog(facility, ProcessHandle.current().pid(), ZoneId.systemDefault());
      writer.add(new Outlet(syslog, Level.DEBUG, toSyslog));
    }
    debug(plan.debugLevel());
  }

  private void file(Path path, Level from) {
    Outlet outlet = new Outlet(new LogFile(path), from, form());
    files.add(outlet);
    writer.add(outlet);
  }

  private Form form() {
    return settings.json() ? new JsonForm(plan.node(), ProcessHandle.current().pid()) : fileFormat(plan.syslogStyle(), plan.node());
  }

  /** From now on so, whatever was before; from any thread. */
  public synchronized void use(LoggingSettings next) {
    Map<String, Level> levels = new LinkedHashMap<>();
    settings.levels().keySet().stream().map(LoggingSettings::logger).forEach(name -> levels.put(name, initial.get(name)));
    next.levels().forEach((name, level) -> levels.put(LoggingSettings.logger(name), Level.toLevel(level.name())));
    levels.forEach((name, level) -> context.getLogger(name).setLevel(level));
    settings = next;
    writer.bound(next.queueLines());
    if (plan != null) {
      Form form = form();
      files.forEach(file -> file.use(form));
    }
    debug(debugLevel);
  }

  /** Native code may be unpacked from now on: opens syslog if the plan wants it. */
  public void connectSyslog() {
    if (syslog != null) {
      syslog.connect(new UnixDatagrams(SYSLOG));
    }
  }

  /**
   * The terminal is gone or belongs to somebody else: a daemon leaves it. What was said so far appears there first,
   * unless the log hangs: a start does not wait for a disk.
   */
  public void leaveTerminal() throws InterruptedException {
    writer.flush(TERMINAL_MILLIS);
    writer.remove(terminal);
  }

  /** 0: info and louder; from 1 on debug lines too. Answers what it is now. */
  public synchronized int debug(int level) {
    debugLevel = Math.max(0, level);
    LoggingSettings.Level own = settings.levels().getOrDefault(LoggingSettings.OURS, LoggingSettings.Level.INFO);
    context.getLogger(LoggingSettings.OURS).setLevel(debugLevel > 0 ? Level.DEBUG : Level.toLevel(own.name()));
    return debugLevel;
  }

  public synchronized int debug() {
    return debugLevel;
  }

  /** Lines that could not be written since the start. */
  public long lost() {
    return writer.lost();
  }

  /** Writes what is left, within bounds. */
  public void close() {
    writer.stop();
  }

  private record TerminalSink(PrintStream stream) implements LineSink {
    @Override
    public void write(String lines) {
      stream.print(lines);
      stream.flush();
    }

    @Override
    public void close() {
      stream.flush();
    }

    @Override
    public String toString() {
      return "standard error";
    }
  }
}
