package org.linuxha.heartbeat.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A heartbeat daemon on one host, of either kind, and what it says about the cluster. */
abstract sealed class Daemon permits CDaemon, OurDaemon {

  static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Host host;
  private final Setup setup;

  Daemon(Host host, Setup setup) {
    this.host = host;
    this.setup = setup;
  }

  /** The program that is the daemon, to be called with the C daemon's options. */
  abstract String program();

  abstract Kind kind();

  /**
   * What this daemon says of a node: {@code init}, {@code up}, {@code active}, {@code dead}.
   *
   * @return an empty text while it cannot be asked
   */
  abstract String statusOf(String node);

  /** What it says of one link to a node: {@code up} or {@code dead}, or nothing. */
  abstract String linkOf(String node, String link);

  /** What it, or a client of it, says of the membership. */
  abstract MemberView membership();

  /** The processes of this daemon, in this host's numbers; empty when it does not run. */
  abstract List<String> processes();

  Host host() {
    return host;
  }

  /** Starts as an init script does; the program goes to the background by itself. */
  void start() {
    List<String> command = new ArrayList<>(List.of(program()));
    if (!setup.resources()) {
      command.add("-M");
    }
    host.namespace().start(host.home().resolve("log/start.out"), command);
  }

  /** The orderly stop, as an init script asks for it; returns when it is done. */
  void stop() {
    host.exec(STOP_LIMIT, program(), "-k").orFail();
  }

  /** Asks for the orderly stop and does not wait. */
  void beginStop() {
    host.sh("kill -TERM $(cat /run/heartbeat.pid)").orFail();
  }

  boolean running() {
    return !processes().isEmpty();
  }

  /** All processes of the daemon at once, without a chance to say anything; whoever starts next finds none of them. */
  void kill9() {
    List<String> all = processes();
    signal("KILL");
    // locked memory is given back before the process is gone, and C does not start beside it
    host.sh("for p in " + String.join(" ", all) + "; do for i in $(seq 200); do [ -e /proc/$p ] || break; sleep 0.05; done; done")
        .orFail();
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    List<String> all = processes();
    if (all.isEmpty()) {
      throw new AssertionError("no daemon runs on " + host);
    }
    host.sh("kill -" + signal + " " + String.join(" ", all)).orFail();
  }

  @Override
  public String toString() {
    return kind() + "@" + host;
  }
}
