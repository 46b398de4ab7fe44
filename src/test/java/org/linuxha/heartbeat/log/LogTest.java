package org.linuxha.heartbeat.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** Log lines in the C daemon's form, written without ever blocking who logs (upstream-suites.md 3). */
@Timeout(60)
class LogTest {
  private static final Instant MOMENT = Instant.parse("2026-11-05T02:58:32Z");

  @TempDir Path directory;
  private final LoggerContext context = new LoggerContext();
  private final LineFormat syslog = LineFormat.syslogFile("alice", 8941, ZoneOffset.UTC);

  LogTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private LoggingEvent event(Level level, String text, Throwable thrown) {
    LoggingEvent event = new LoggingEvent("x", context.getLogger("a"), level, text, thrown, null);
    event.setInstant(MOMENT);
    return event;
  }

  /** It runs. */
  private LineWriter writer(int capacity, Outlet... outlets) {
    LineWriter writer = new LineWriter(capacity);
    writer.setContext(context);
    List.of(outlets).forEach(writer::add);
    writer.start();
    return writer;
  }

  /** The first line is on its way to the sink, which stands still. */
  private LineWriter stuckWriter(int capacity, Stuck sink) throws InterruptedException {
    LineWriter writer = writer(capacity, new Outlet(sink, Level.DEBUG, syslog));
    writer.doAppend(event(Level.INFO, "first", null));
    sink.entered.await();
    return writer;
  }

  @Test
  void bothStylesAreTheCDaemons() {
    LoggingEvent event = event(Level.INFO, "Link bob:eth0 up.", null);
    assertThat(syslog.format(event))
        .isEqualTo("Nov 05 02:58:32 alice heartbeat: [8941]: info: Link bob:eth0 up.\n");
    assertThat(LineFormat.plainFile(8941, ZoneOffset.UTC).format(event))
        .isEqualTo("heartbeat[8941]: 2026/11/05_02:58:32 info: Link bob:eth0 up.\n");
  }

  @Test
  void syslogGetsPriorityAndNoHost() {
    LineFormat local0 = LineFormat.syslog(128, 8941, ZoneOffset.UTC);
    assertThat(local0.format(event(Level.WARN, "node bob: is dead", null)))
        .isEqualTo("<132>Nov  5 02:58:32 heartbeat: [8941]: WARN: node bob: is dead\n");
    assertThat(local0.format(event(Level.INFO, "x", null))).startsWith("<134>");
    assertThat(local0.format(event(Level.ERROR, "x", null))).startsWith("<131>");
    assertThat(local0.format(event(Level.DEBUG, "x", null))).startsWith("<135>");
  }

  @Test
  void aLogThatCannotBeWrittenIsSaidInTheOthersOnceAndTheGapIsCounted() throws Exception {
    Path broken = directory.resolve("later/ha-log");
    Path good = directory.resolve("ha-debug");
    LineWriter writer = writer(100,
        new Outlet(new LogFile(broken), Level.DEBUG, syslog),
        new Outlet(new LogFile(good), Level.DEBUG, syslog));
    writer.doAppend(event(Level.INFO, "one", null));
    writer.doAppend(event(Level.INFO, "two", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(Files.readString(good)).containsOnlyOnce("The log " + broken + " cannot be written");
    Files.createDirectory(broken.getParent());
    writer.doAppend(event(Level.INFO, "three", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(Files.readString(broken)).contains("2 log lines are missing here", "three");
    writer.stop();
  }

  @Test
  void asJsonALineIsAnObjectWithTheIdOfItsSentence() {
    JsonForm json = new JsonForm("alice", 8941);
    LoggingEvent event = event(Level.WARN, "node bob: is dead\n{} [HB511]", new IllegalStateException("why"));
    String line = json.format(event);
    assertThat(line).endsWith("}\n");
    assertThat(line.strip()).doesNotContain("\n");
    io.vertx.core.json.JsonObject object = new io.vertx.core.json.JsonObject(line);
    assertThat(object.getString("time")).isEqualTo(MOMENT.toString());
    assertThat(object.getString("level")).isEqualTo("warn");
    assertThat(object.getString("node")).isEqualTo("alice");
    assertThat(object.getString("id")).isEqualTo("HB511");
    assertThat(object.getString("text")).isEqualTo("node bob: is dead\n{} [HB511]");
    assertThat(object.getJsonArray("thrown").getString(0)).isEqualTo("java.lang.IllegalStateException: why");
    assertThat(new io.vertx.core.json.JsonObject(json.plain(0, "WARN", "x")).getString("id")).isNull();
  }

  @Test
  void theBoundOfTheQueueMayChangeWhileLinesWait() throws Exception {
    Stuck sink = new Stuck();
    LineWriter writer = stuckWriter(2, sink);
    writer.bound(4);
    for (int i = 0; i < 10; i++) {
      writer.doAppend(event(Level.INFO, "line " + i, null));
    }
    assertThat(writer.lost()).isEqualTo(6);
    sink.go.countDown();
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(String.join("", sink.written)).contains("first", "line 3\n", "6 log lines were dropped").doesNotContain("line 4");
    writer.stop();
  }

  @Test
  void levelsAreThoseOfTheSettingsAndEndWithThem() throws Exception {
    LogSetup logs = LogSetup.onTerminal(System.err, "alice");
    LoggerContext whole = (LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory();
    Path log = directory.resolve("ha-log");
    logs.open(new LogPlan("alice", log, null, java.util.OptionalInt.empty(), true, 0));
    logs.use(new LoggingSettings(
        java.util.Map.of("membership", LoggingSettings.Level.DEBUG, "io.vertx.core.eventbus", LoggingSettings.Level.OFF), true, 100));
    assertThat(whole.getLogger("org.linuxha.heartbeat.membership").getLevel()).isEqualTo(Level.DEBUG);
    assertThat(whole.getLogger("org.linuxha.heartbeat.link").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(whole.getLogger("io.vertx.core.eventbus").getLevel()).isEqualTo(Level.OFF);
    whole.getLogger("org.linuxha.heartbeat.link").info("as an object");
    // a line takes the form that its file has when it is written
    awaitLines(log, 1);
    logs.leaveTerminal();
    logs.use(LoggingSettings.DEFAULT);
    assertThat(whole.getLogger("org.linuxha.heartbeat.membership").getLevel()).isNull();
    assertThat(whole.getLogger("io.vertx.core.eventbus").getLevel()).isEqualTo(Level.ERROR);
    whole.getLogger("org.linuxha.heartbeat.link").info("as a line");
    awaitLines(log, 2);
    logs.close();
    List<String> lines = Files.readAllLines(log);
    assertThat(new io.vertx.core.json.JsonObject(lines.get(0)).getString("text")).isEqualTo("as an object");
    assertThat(lines.get(1)).endsWith("info: as a line");
  }

  /** An end waits for a log that hangs a moment only; a busy machine looks like one. The limit is that of the class. */
  private static void awaitLines(Path log, int count) throws Exception {
    while (!Files.exists(log) || Files.readString(log).lines().count() < count) {
      Thread.sleep(10);
    }
  }

  @Test
  void aLevelMayNameEachPackageThatLogs() throws Exception {
    Path root = Path.of("src/main/java/org/linuxha/heartbeat");
    try (java.util.stream.Stream<Path> all = Files.walk(root)) {
      java.util.Set<String> logging = new java.util.TreeSet<>(List.of("cluster", "membership"));
      for (Path file : (Iterable<Path>) all.filter(path -> path.toString().endsWith(".java"))::iterator) {
        if (Files.readString(file).contains("LoggerFactory.getLogger(") && !file.getParent().equals(root)) {
          logging.add(root.relativize(file).getName(0).toString());
        }
      }
      assertThat(LoggingSettings.PACKAGES).containsExactlyElementsOf(logging);
    }
  }

  @Test
  void noTextFromTheNetworkCanForgeALine() {
    assertThat(syslog.format(event(Level.WARN, "node x\nNov 05 fake\u001b[31m", null)))
        .isEqualTo("Nov 05 02:58:32 alice heartbeat: [8941]: WARN: node x\\x0aNov 05 fake\\x1b[31m\n");
  }

  @Test
  void aFailureShowsItsOriginOnLinesOfItsOwn() {
    String lines = syslog.format(event(Level.ERROR, "odd", new IllegalStateException("why\nso")));
    assertThat(lines.split("\n"))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.startsWith("Nov 05 02:58:32 alice heartbeat: [8941]: ERROR: "));
    assertThat(lines).contains("java.lang.IllegalStateException: why\\x0aso");
  }

  @Test
  void eachFileGetsItsLevelsAndCriticalIsAWordOfItsOwn() throws Exception {
    Path log = directory.resolve("ha-log");
    Path debug = directory.resolve("ha-debug");
    LineWriter writer = writer(100, new Outlet(new LogFile(log), Level.INFO, syslog), new Outlet(new LogFile(debug), Level.DEBUG, syslog));
    var logger = context.getLogger("test");
    logger.setLevel(Level.DEBUG);
    logger.addAppender(writer);
    logger.debug("quiet");
    Words.say(logger, Severity.CRIT, Code.NODE_RETURNED, "loud");
    Words.say(logger, Severity.INFO, null, "plain");
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(Files.readString(log)).contains("CRIT: loud [HB511]\n", "info: plain\n").doesNotContain("quiet");
    assertThat(Files.readString(debug)).contains("debug: quiet\n", "CRIT: loud [HB511]\n", "info: plain\n");
    writer.stop();
  }

  /** A sink that stands still until it is let go. */
  private static final class Stuck implements LineSink {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    public void write(String lines) throws IOException {
      entered.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      written.add(lines);
    }

    @Override
    public void close() {}
  }

  @Test
  void aStuckDiskBlocksNobodyAndWhatIsMissingIsCounted() throws Exception {
    Stuck sink = new Stuck();
    LineWriter writer = stuckWriter(10, sink);
    for (int i = 0; i < 25; i++) {
      writer.doAppend(event(Level.INFO, "line " + i, null));
    }
    assertThat(writer.lost()).isEqualTo(15);
    sink.go.countDown();
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(sink.written).hasSize(12);
    assertThat(sink.written.get(1)).contains("WARN: 15 log lines were dropped here");
    writer.stop();
  }

  @Test
  void aLogThatHangsDoesNotHoldUpTheEnd() throws Exception {
    Stuck sink = new Stuck();
    LineWriter writer = stuckWriter(10, sink);
    writer.doAppend(event(Level.INFO, "last", null));
    long begin = System.nanoTime();
    writer.stop();
    assertThat(System.nanoTime() - begin).isLessThan(1_900_000_000L);
    sink.go.countDown();
  }

  @Test
  void aStartDoesNotWaitForALogThatHangs() throws Exception {
    Stuck sink = new Stuck();
    LineWriter writer = stuckWriter(2, sink);
    for (int full = 0; full < 2; full++) {
      long begin = System.nanoTime();
      assertThat(writer.flush(50)).isFalse();
      assertThat(System.nanoTime() - begin).isBetween(50_000_000L, 1_500_000_000L);
      writer.doAppend(event(Level.INFO, "last", null));
    }
    sink.go.countDown();
    writer.stop();
  }

  @Test
  void aPipeThatNobodyReadsTakesLinesWithoutWaitingForAReader() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    LineWriter writer = writer(10, new Outlet(new LogFile(pipe), Level.DEBUG, syslog));
    writer.doAppend(event(Level.INFO, "one", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(writer.lost()).isZero();
    long begin = System.nanoTime();
    writer.stop();
    assertThat(System.nanoTime() - begin).isLessThan(1_900_000_000L);
  }

  @Test
  void aFullDiskIsAReasonAndNoEnd() throws Exception {
    Path good = directory.resolve("ha-debug");
    LineWriter writer = writer(10,
        new Outlet(new LogFile(Path.of("/dev/full")), Level.DEBUG, syslog),
        new Outlet(new LogFile(good), Level.DEBUG, syslog));
    writer.doAppend(event(Level.INFO, "one", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(writer.lost()).isEqualTo(1);
    assertThat(Files.readString(good)).contains("The log /dev/full cannot be written: No space left on device", "one");
    writer.stop();
  }

  @Test
  void aFileMovedAwayIsOpenedAnew() throws Exception {
    Path path = directory.resolve("ha-log");
    LogFile file = new LogFile(path);
    file.write("one\n");
    Files.move(path, directory.resolve("ha-log.1"));
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!Files.exists(path)) {
      file.write("two\n");
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    assertThat(Files.readString(path, StandardCharsets.UTF_8)).isEqualTo("two\n");
    file.close();
  }

  @Test
  void aFileThatCannotBeOpenedIsCountedAndTriedAgain() throws Exception {
    Path path = directory.resolve("later/ha-log");
    LineWriter writer = writer(10, new Outlet(new LogFile(path), Level.DEBUG, syslog));
    writer.doAppend(event(Level.INFO, "lost", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(writer.lost()).isEqualTo(1);
    Files.createDirectory(path.getParent());
    writer.doAppend(event(Level.INFO, "kept", null));
    assertThat(writer.flush(20_000)).isTrue();
    assertThat(Files.readString(path)).contains("kept").doesNotContain("lost");
    writer.stop();
  }
}
