package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.linuxha.heartbeat.bus.UnixDatagrams;
import org.linuxha.heartbeat.problem.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the daemon is ready, that it stops, and, if it wants to know ({@code WatchdogSec}), that
 * the pulse loop turns: what else may hang does not keep heartbeats from going out. A thread of its own,
 * because the socket may block.
 */
final class ServiceManager {
  /** An abstract name (a leading @) or a path. */
  static final String SOCKET = "NOTIFY_SOCKET";

  static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
  static final String WATCHDOG_PID = "WATCHDOG_PID";
  private static final String ALIVE = "WATCHDOG=1";
  private static final int MAX_WAITING = 16;
  /** A busy machine may need that long for a next life. */
  private static final long RESTART_MICROS = 60_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

  private final UnixDatagrams socket;
  private final OptionalLong periodMillis;
  private final LongSupplier pulseAgeMillis;
  private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>(MAX_WAITING);

  private boolean deaf;

  private ServiceManager(UnixDatagrams socket, OptionalLong periodMillis, LongSupplier pulseAgeMillis) {
    this.socket = socket;
    this.periodMillis = periodMillis;
    this.pulseAgeMillis = pulseAgeMillis;
  }

  /**
   * Begins to talk to it, if there is one.
   *
   * @param pulseAgeMillis time since the pulse loop last turned
   */
  static ServiceManager of(Map<String, String> environment, long pid, LongSupplier pulseAgeMillis) {
    String name = environment.getOrDefault(SOCKET, "");
    if (!name.startsWith("/") && !name.startsWith("@")) {
      return new ServiceManager(null, OptionalLong.empty(), pulseAgeMillis);
    }
    ServiceManager manager =
        new ServiceManager(
            UnixDatagrams.to(name.startsWith("@") ? "\0" + name.substring(1) : name),
            period(environment, pid),
            pulseAgeMillis);
    Thread thread = new Thread(manager::talk, "service manager");
    thread.setDaemon(true);
    thread.start();
    return manager;
  }

  /** Half of what it waits for us; nothing if it does not wait, or for another process. */
  private static OptionalLong period(Map<String, String> environment, long pid) {
    String wanted = environment.get(WATCHDOG_PID);
    try {
      long micros = Long.parseLong(environment.getOrDefault(WATCHDOG_MICROS, "0"));
      boolean forUs = wanted == null || Long.parseLong(wanted) == pid;
      return micros > 0 && forUs ? OptionalLong.of(Math.max(1, micros / 2_000)) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      LOG.warn("{}={} of the service manager is no number; it is not told that we live.",
          WATCHDOG_MICROS, environment.get(WATCHDOG_MICROS));
      return OptionalLong.empty();
    }
  }

  void ready(String node) {
    tell("READY=1\nSTATUS=Node " + node + " takes part in the cluster." + patience(2_000 * periodMillis.orElse(0)));
  }

  /** How long it waits for a sign of life from now on; nothing to say if it does not wait. */
  private String patience(long micros) {
    return periodMillis.isPresent() ? "\nWATCHDOG_USEC=" + micros : "";
  }

  /** Until {@link #ready} is told again, {@code systemctl reload} waits. */
  void reloading() {
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000 + "\nSTATUS=Reading the configuration again.");
  }

  /** It hears that we live as well: until the next life is ready nothing more is told. */
  void restarting() {
    tell("STATUS=Beginning anew in the same process." + patience(RESTART_MICROS));
  }

  void stopping(String reason) {
    tell("STOPPING=1\nSTATUS=Leaving the cluster: " + reason + ".");
  }

  private void tell(String text) {
    if (socket != null && !waiting.offer(text)) {
      LOG.warn("The service manager does not take what it is told: {}", text.replace('\n', ' '));
    }
  }

  private void talk() {
    try {
      while (true) {
        String text = periodMillis.isPresent()
            ? waiting.poll(periodMillis.getAsLong(), TimeUnit.MILLISECONDS)
            : waiting.take();
        if (text != null) {
          send(text);
        }
        if (periodMillis.isPresent() && pulseAgeMillis.getAsLong() < periodMillis.getAsLong()) {
          send(ALIVE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String text) {
    try {
      socket.send(text.getBytes(StandardCharsets.UTF_8));
      deaf = false;
    } catch (IOException e) {
      if (deaf) {
        return;
      }
      deaf = true;
      LOG.warn("The service manager cannot be told {}: {}", text.replace('\n', ' '), Cause.of(e));
    }
  }
}
