package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.bus.LinuxWatchdog;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.WatchdogDevice;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * The directive {@code watchdog}: the kernel resets this machine when our heart stands still for longer
 * than {@code deadtime}, after which the peers call it dead and take what it has. A thread of its own
 * feeds the device, because a write may block, and only while the pulse loop is healthy. Whatever ends
 * this process but an orderly stop leaves the device armed.
 */
public final class Watchdog {
  private static final String THREAD = "watchdog";
  /** Of the device's time: how late the pulse may be at most, and how seldom the device is fed. */
  private static final int PART = 4;
  private static final long SELDOM_MILLIS = 1_000;
  /** So late a healthy pulse is on a busy machine without real time. */
  private static final long LATE_MILLIS = 500;
  private static final long OFTEN_MILLIS = 50;
  private static final long STOP_LIMIT_MILLIS = 1_000;

  private final WatchdogDevice device;
  private final String path;
  private final PulseHealth health;
  private final long periodMillis;
  private final StateNotices notices;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, THREAD);
  private boolean hungry;
  private boolean refused;

  private Watchdog(WatchdogDevice device, String path, PulseHealth health, long periodMillis, StateNotices notices) {
    this.device = device;
    this.path = path;
    this.health = health;
    this.periodMillis = periodMillis;
    this.notices = notices;
  }

  /**
   * Opens the device and begins to feed it. To be called when the daemon runs, since every failure from
   * then on resets the machine; blocks, and loads a native library. A device that cannot be opened is
   * said, and the daemon goes on without.
   *
   * @param deadtimeMillis after which peers call this node dead
   * @param keepaliveMillis after which the heart is to speak again
   */
  public static Optional<Watchdog> arm(
      String path, long deadtimeMillis, long keepaliveMillis, PulseBeat beat, StateNotices notices) {
    try {
      return Optional.of(arm(LinuxWatchdog.open(path), path, deadtimeMillis, keepaliveMillis, beat, notices));
    } catch (IOException | LinkageError e) {
      notices.say(Code.WATCHDOG_UNUSABLE.severity(), Code.WATCHDOG_UNUSABLE,
          "Cannot open watchdog device: " + path + ": " + Cause.of(e) + "; this node runs without.");
      return Optional.empty();
    }
  }

  /** The same with a device that is open. */
  static Watchdog arm(
      WatchdogDevice device, String path, long deadtimeMillis, long keepaliveMillis, PulseBeat beat,
      StateNotices notices) {
    notices.say(Severity.INFO, null, "Using watchdog device: " + path);
    long timeoutMillis = TimeUnit.SECONDS.toMillis(timeout(device, seconds(deadtimeMillis), notices));
    // to stop feeding costs nothing while the device has time left; each feeding for a heart that stands still puts off the reset
    long limit = Math.min(timeoutMillis / PART, Math.max(keepaliveMillis, LATE_MILLIS));
    long period = Math.max(OFTEN_MILLIS, Math.min(Math.min(keepaliveMillis, limit), SELDOM_MILLIS));
    Watchdog watchdog =
        new Watchdog(device, path, new PulseHealth(beat, keepaliveMillis, limit), period, notices);
    watchdog.thread.setDaemon(true);
    watchdog.thread.start();
    return watchdog;
  }

  /** As C Heartbeat has it: the whole seconds of deadtime and one more. */
  static int seconds(long deadtimeMillis) {
    return (int) Math.min(Integer.MAX_VALUE, TimeUnit.MILLISECONDS.toSeconds(deadtimeMillis) + 1);
  }

  /** The seconds that hold; those that were wanted if the device does not tell. */
  private static int timeout(WatchdogDevice device, int wanted, StateNotices notices) {
    String unset;
    try {
      int given = device.setTimeout(wanted);
      notices.say(Severity.INFO, null, "The watchdog resets this machine after " + given + " s without a heartbeat.");
      return Math.max(1, given);
    } catch (IOException e) {
      unset = "WDIOC_SETTIMEOUT: Failed to set watchdog timer to " + wanted + " seconds.: " + Cause.of(e);
    }
    try {
      int own = device.timeout();
      notices.say(Code.WATCHDOG_TIMEOUT.severity(), Code.WATCHDOG_TIMEOUT, unset + "; its own of " + own + " s holds.");
      return Math.max(1, Math.min(own, wanted));
    } catch (IOException e) {
      notices.say(Code.WATCHDOG_TIMEOUT.severity(), Code.WATCHDOG_TIMEOUT,
          unset + "; its own holds, which it does not tell.");
      return wanted;
    }
  }

  private void run() {
    try {
      do {
        turn();
      } while (!ending.await(periodMillis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // nobody interrupts it; unfed, the machine is reset
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    Optional<String> fault = health.fault();
    if (fault.isEmpty()) {
      hungry = false;
      feed();
    } else if (!hungry) {
      hungry = true;
      notices.say(Code.WATCHDOG_UNFED.severity(), Code.WATCHDOG_UNFED,
          "The watchdog " + path + " is not fed: " + fault.get() + ".");
    }
  }

  private void feed() {
    try {
      device.feed();
      refused = false;
    } catch (IOException e) {
      if (!refused) {
        refused = true;
        notices.say(Code.WATCHDOG_REFUSES.severity(), Code.WATCHDOG_REFUSES,
            "The watchdog " + path + " cannot be fed: " + Cause.of(e) + ".");
      }
    }
  }

  /** The orderly end: the magic word, then nothing more resets this machine. Blocks for a second at most. */
  public void disarm() throws InterruptedException {
    ending.countDown();
    thread.join(STOP_LIMIT_MILLIS);
    if (thread.isAlive()) {
      leave("the device does not take what is written to it");
      return;
    }
    try {
      device.disarm();
      notices.say(Severity.INFO, null, "Successful watchdog 'V' write");
      notices.say(Severity.INFO, null, "Successful watchdog close");
    } catch (IOException e) {
      leave("writing 'V' failed: " + Cause.of(e));
    }
  }

  /** After a stop that was not orderly: nobody knows what still runs here, so the machine is reset. */
  public void leave(String reason) {
    ending.countDown();
    notices.say(Code.WATCHDOG_LEFT_ARMED.severity(), Code.WATCHDOG_LEFT_ARMED,
        "The watchdog " + path + " stays armed: " + reason + ".");
  }
}
