package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linuxha.heartbeat.bus.LinuxScheduler;
import org.linuxha.heartbeat.problem.Cause;

/**
 * Watches over a daemon with real time, on a thread that comes before the pulse: whatever makes the pulse
 * turn round itself, it shall not keep a processor from everybody else. And gives threads that were
 * started since their own priority.
 */
final class RealTimeGuard {
  static final String THREAD = "realtime guard";
  private static final long LOOK_MILLIS = 250;
  private static final int LOOKS_A_PASS = 4;
  private static final int CALM_LOOKS = 40;
  /** So often in a life; the last time it is for good. */
  private static final int MOST_SPINS = 3;
  private static final int FRAMES = 8;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final long TICK_NANOS = 10_000_000L;

  private final Path tasks;
  private final String pulse;
  private final ThreadPriorities priorities;
  private final LongSupplier pulseAgeMillis;
  private final Consumer<String> giveUp;
  private final Runnable again;
  private final SpinJudge judge = new SpinJudge();
  private final Thread thread = new Thread(this::watch, THREAD);

  /**
   * @param pulse the name of the pulse's thread
   * @param pulseAgeMillis time since it last came round
   * @param giveUp called with the reason if real time must end
   * @param again called when the pulse has come round for a while and all priorities are as before
   */
  RealTimeGuard(
      Path tasks, String pulse, ThreadPriorities priorities, LongSupplier pulseAgeMillis, Consumer<String> giveUp,
      Runnable again) {
    this.tasks = tasks;
    this.pulse = pulse;
    this.priorities = priorities;
    this.pulseAgeMillis = pulseAgeMillis;
    this.giveUp = giveUp;
    this.again = again;
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  void end() {
    thread.interrupt();
  }

  private void watch() {
    try {
      Path stat = tasks.resolve(pulseThread() + "/stat");
      for (int spins = 1; spins <= MOST_SPINS; spins++) {
        awaitSpin(stat);
        giveUp.accept("the pulse loop has not come round for " + pulseAgeMillis.getAsLong()
            + " ms and used a processor all the while");
        if (spins < MOST_SPINS) {
          awaitCalm();
          priorities.raise();
          again.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | LinuxScheduler.Refused e) {
      giveUp.accept("it cannot be watched over: " + Cause.of(e));
    }
  }

  private void awaitSpin(Path stat) throws InterruptedException, IOException, LinuxScheduler.Refused {
    for (int look = 1; !spins(stat); look++) {
      if (look % LOOKS_A_PASS == 0) {
        priorities.raise();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void awaitCalm() throws InterruptedException {
    for (int calm = 0; calm < CALM_LOOKS; calm++) {
      Thread.sleep(LOOK_MILLIS);
      if (judge.suspects(pulseAgeMillis.getAsLong())) {
        calm = 0;
      }
    }
  }

  /** For who looks for the cause; to be asked only when the processors are everybody's again, as it waits for all threads. */
  String whereThePulseIs() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals(pulse))
        .map(each -> Stream.of(each.getValue()).limit(FRAMES).map(StackTraceElement::toString))
        .map(frames -> frames.collect(Collectors.joining(", called by ", "The pulse loop is at ", ".")))
        .findAny().orElse("");
  }

  private String pulseThread() throws IOException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path each : threads) {
        if (Files.readString(each.resolve("comm"), StandardCharsets.ISO_8859_1).strip().equals(pulse)) {
          return each.getFileName().toString();
        }
      }
    }
    throw new IOException("there is no thread " + pulse);
  }

  private boolean spins(Path stat) throws IOException {
    return judge.suspects(pulseAgeMillis.getAsLong()) && judge.spins(System.nanoTime(), cpuNanos(Files.readString(stat)));
  }

  /**
   * What a thread has used so far.
   *
   * @param stat {@code /proc/self/task/N/stat}: number, (name), and fields of which the 12th and 13th are
   *     hundredths of a second in user and in system mode
   */
  static long cpuNanos(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NANOS;
  }
}
