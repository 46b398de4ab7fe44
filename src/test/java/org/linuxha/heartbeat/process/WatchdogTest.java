package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.WatchdogDevice;

/** When a watchdog is fed, on a stand-in that records what it is told. */
@Timeout(120)
class WatchdogTest {
  private static final long KEEPALIVE_MILLIS = 50;
  private static final long DEADTIME_MILLIS = 900;
  private static final long LONG_MILLIS = 20_000;
  /** Longer than the device's whole second. */
  private static final long QUIET_MILLIS = 1_200;

  private final PulseBeat beat = new PulseBeat();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final House house = House.open();
  private volatile boolean mute;

  /** Writes down what it is told; its time can be set unless it is told otherwise. */
  private static class Recorder implements WatchdogDevice {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public int setTimeout(int seconds) throws IOException {
      told.add("timeout " + seconds);
      return seconds;
    }

    @Override
    public int timeout() throws IOException {
      throw new IOException("[25] Inappropriate ioctl for device");
    }

    @Override
    public void feed() throws IOException {
      told.add("food");
    }

    @Override
    public void disarm() {
      told.add("V");
    }

    String next() throws InterruptedException {
      return told.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** A heart as the watchdog sees it: the loop turns, and now and then something is sent. */
  private final class Pulse extends VerticleBase {
    @Override
    public Future<?> start() {
      vertx.setPeriodic(10, ignored -> {
        beat.turned();
        if (!mute) {
          beat.spoke();
        }
      });
      return Future.succeededFuture();
    }
  }

  private Watchdog arm(WatchdogDevice device) throws Exception {
    house.deploy(House.Loop.PULSE, Pulse::new).toCompletionStage().toCompletableFuture().get();
    return Watchdog.arm(device, "/dev/watchdog", DEADTIME_MILLIS, KEEPALIVE_MILLIS, beat, this::say);
  }

  private void say(Object severity, org.linuxha.heartbeat.problem.Code code, String text) {
    said.add((code == null ? "" : code.id() + " ") + text);
  }

  private void awaitSaid(String part) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS);
    while (said.stream().noneMatch(line -> line.contains(part))) {
      assertThat(System.nanoTime()).as(part + " in " + said).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @AfterEach
  void close() throws Exception {
    house.close().toCompletionStage().toCompletableFuture().get();
  }

  /** It was said that it goes hungry: from then on nothing may come. */
  private static void assertUnfed(Recorder device) throws InterruptedException {
    device.told.clear();
    assertThat(device.told.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void itsTimeIsTheWholeSecondsOfDeadtimeAndOneMoreAsCHasIt() {
    assertThat(Watchdog.seconds(900)).isEqualTo(1);
    assertThat(Watchdog.seconds(5_000)).isEqualTo(6);
    assertThat(Watchdog.seconds(5_500)).isEqualTo(6);
  }

  @Test
  void itIsFedUntilTheOrderlyStopAndTheMagicWordIsTheLast() throws Exception {
    Recorder device = new Recorder();
    Watchdog watchdog = arm(device);
    assertThat(device.next()).isEqualTo("timeout 1");
    assertThat(List.of(device.next(), device.next(), device.next())).containsOnly("food");
    watchdog.disarm();
    assertThat(device.told).endsWith("V");
    device.told.clear();
    assertThat(device.told.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)).as("after the magic word").isNull();
  }

  @Test
  void aBlockedLoopStopsTheFeedingUntilItTurnsAgain() throws Exception {
    Recorder device = new Recorder();
    Watchdog watchdog = arm(device);
    assertThat(List.of(device.next(), device.next())).contains("food");
    CountDownLatch release = new CountDownLatch(1);
    house.deploy(House.Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() throws InterruptedException {
        release.await();
        return Future.succeededFuture();
      }
    });
    try {
      awaitSaid("HB862 The watchdog /dev/watchdog is not fed: the pulse loop has not turned for");
      assertUnfed(device);
    } finally {
      release.countDown();
    }
    assertThat(device.next()).isEqualTo("food");
    watchdog.disarm();
  }

  @Test
  void aLoopThatTurnsButSendsNoHeartbeatIsNotFedFor() throws Exception {
    Recorder device = new Recorder();
    Watchdog watchdog = arm(device);
    mute = true;
    awaitSaid("HB862 The watchdog /dev/watchdog is not fed: no heartbeat has left for");
    assertUnfed(device);
    mute = false;
    assertThat(device.next()).isEqualTo("food");
    watchdog.disarm();
  }

  /** With the usual deadtime of half a minute, feeding for a dead heart would put off the reset by some eight seconds. */
  @Test
  void aLongDeadtimeIsNoReasonToFeedForAHeartThatStandsStill() throws Exception {
    Recorder device = new Recorder();
    house.deploy(House.Loop.PULSE, Pulse::new).toCompletionStage().toCompletableFuture().get();
    Watchdog watchdog = Watchdog.arm(device, "/dev/watchdog", 30_000, KEEPALIVE_MILLIS, beat, this::say);
    assertThat(List.of(device.next(), device.next())).containsExactly("timeout 31", "food");
    mute = true;
    long mutedNanos = System.nanoTime();
    awaitSaid("HB862");
    assertThat(System.nanoTime() - mutedNanos).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertUnfed(device);
    watchdog.leave("of a test");
  }

  @Test
  void aStopThatWasNotOrderlyLeavesItArmed() throws Exception {
    Recorder device = new Recorder();
    Watchdog watchdog = arm(device);
    assertThat(device.next()).isEqualTo("timeout 1");
    watchdog.leave("of a test");
    awaitSaid("HB864");
    assertThat(device.told).doesNotContain("V");
  }

  @Test
  void aDeviceWhoseTimeCannotBeSetIsFedAllTheSame() throws Exception {
    Recorder device = new Recorder() {
      @Override
      public int setTimeout(int seconds) throws IOException {
        throw new IOException("[25] Inappropriate ioctl for device");
      }
    };
    Watchdog watchdog = arm(device);
    assertThat(device.next()).isEqualTo("food");
    assertThat(said).anyMatch(line -> line.startsWith(
        "HB861 WDIOC_SETTIMEOUT: Failed to set watchdog timer to 1 seconds.: [25] Inappropriate ioctl"));
    watchdog.disarm();
  }

  @Test
  void aWriteThatFailsIsSaidOnceAndTriedAgain() throws Exception {
    CountDownLatch tried = new CountDownLatch(3);
    Recorder device = new Recorder() {
      @Override
      public void feed() throws IOException {
        tried.countDown();
        throw new IOException("[5] Input/output error");
      }
    };
    Watchdog watchdog = arm(device);
    assertThat(tried.await(LONG_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(said.stream().filter(line -> line.startsWith("HB863"))).hasSize(1);
    watchdog.disarm();
  }

  @Test
  void whatIsNotThereIsNotCreated(@TempDir Path directory) {
    Path missing = directory.resolve("watchdog");
    assertThat(Watchdog.arm(missing.toString(), DEADTIME_MILLIS, KEEPALIVE_MILLIS, beat, this::say)).isEmpty();
    assertThat(missing).doesNotExist();
    assertThat(said).singleElement().asString()
        .startsWith("HB860 Cannot open watchdog device: " + missing).contains("No such file");
  }

  @Test
  void theSystemsOwnCallsOpenRefuseTheIoctlWriteAndClose(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (RandomAccessFile other = new RandomAccessFile(pipe.toFile(), "rw")) {
      house.deploy(House.Loop.PULSE, Pulse::new).toCompletionStage().toCompletableFuture().get();
      Watchdog watchdog =
          Watchdog.arm(pipe.toString(), DEADTIME_MILLIS, KEEPALIVE_MILLIS, beat, this::say).orElseThrow();
      assertThat(other.read()).isZero();
      assertThat(said).anyMatch(line -> line.startsWith("HB861") && line.contains("Inappropriate ioctl"));
      watchdog.disarm();
      int last = 0;
      while (last == 0) {
        last = other.read();
      }
      assertThat(last).isEqualTo('V');
    }
    assertThat(Files.size(pipe)).isZero();
  }
}
