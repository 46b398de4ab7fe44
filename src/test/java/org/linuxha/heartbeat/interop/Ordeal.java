package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A cluster to which things happen, and what is known of it from outside: who runs, who hears whom. */
final class Ordeal {
  /** What was last asked of a node's daemon. */
  private enum Run {
    DOWN, UP, STOPPING
  }

  /** Who hears whom. */
  @FunctionalInterface
  interface Connected {
    boolean test(int one, int other);
  }

  private static final long STOP_MILLIS = 30_000;

  private final MixedCluster cluster;
  private final List<Host> hosts;
  private final boolean[][] deaf;
  private final int[] lossPercent;
  private final Run[] run;
  private final boolean[] frozen;
  private final Process[] listeners;

  Ordeal(MixedCluster cluster) {
    this.cluster = cluster;
    hosts = cluster.hosts().all();
    deaf = new boolean[hosts.size()][hosts.size()];
    lossPercent = new int[hosts.size()];
    run = new Run[hosts.size()];
    frozen = new boolean[hosts.size()];
    listeners = new Process[hosts.size()];
    Arrays.fill(run, Run.DOWN);
  }

  int size() {
    return hosts.size();
  }

  Daemon daemon(int node) {
    return cluster.daemon(hosts.get(node).name());
  }

  void deafen(int listener, int speaker) {
    deaf[listener][speaker] = true;
    damage(listener);
  }

  /** Instead of what anybody was deaf to so far. */
  void connect(Connected connected) {
    for (int listener = 0; listener < size(); listener++) {
      boolean[] before = deaf[listener].clone();
      for (int speaker = 0; speaker < size(); speaker++) {
        deaf[listener][speaker] = listener != speaker && !connected.test(listener, speaker);
      }
      if (!Arrays.equals(before, deaf[listener])) {
        damage(listener);
      }
    }
  }

  void lose(int listener, int percent) {
    lossPercent[listener] = percent;
    damage(listener);
  }

  private void damage(int listener) {
    hosts.get(listener).faults().exactly(
        IntStream.range(0, size()).filter(speaker -> deaf[listener][speaker]).mapToObj(hosts::get).toList(),
        lossPercent[listener]);
  }

  void kill(int node) {
    listeners[node] = null;
    hosts.get(node).killEverything();
    awaitGone(node);
    run[node] = Run.DOWN;
    frozen[node] = false;
  }

  /** Who is still about to stop is left to it. */
  void start(int node) {
    if (run[node] == Run.STOPPING && !daemon(node).running()) {
      run[node] = Run.DOWN;
    }
    if (run[node] == Run.DOWN) {
      daemon(node).start();
      run[node] = Run.UP;
    }
  }

  void stop(int node) {
    if (run[node] == Run.UP && !frozen[node] && hosts.get(node).sh("kill -TERM $(cat /run/heartbeat.pid)").ok()) {
      run[node] = Run.STOPPING;
      listeners[node] = null;
    }
  }

  void freeze(int node) {
    hosts.get(node).freezeEverything();
    frozen[node] = true;
  }

  void thaw(int node) {
    hosts.get(node).continueEverything();
    frozen[node] = false;
  }

  void signalCcm(int node, String signal) {
    if (daemon(node).kind() == Kind.C) {
      hosts.get(node).sh("for p in /proc/[0-9]*; do case $(readlink $p/exe) in */heartbeat/ccm) kill -" + signal
          + " ${p#/proc/};; esac; done; true").orFail();
    }
  }

  /** Only the network's cuts remain, and who is down. */
  void leaveOnlyCuts() {
    for (int node = 0; node < size(); node++) {
      thaw(node);
      if (lossPercent[node] > 0) {
        lose(node, 0);
      }
      if (run[node] == Run.STOPPING) {
        awaitGone(node);
        run[node] = Run.DOWN;
      }
    }
  }

  /** Nothing is wrong any more, and everybody runs. */
  void mendEverything() {
    connect((one, other) -> true);
    leaveOnlyCuts();
    for (int node = 0; node < size(); node++) {
      start(node);
    }
  }

  private void awaitGone(int node) {
    long bound = System.nanoTime() + STOP_MILLIS * 1_000_000;
    while (daemon(node).running()) {
      if (System.nanoTime() > bound) {
        throw new AssertionError(daemon(node) + " has not ended after " + STOP_MILLIS + " ms");
      }
      pause(20);
    }
  }

  /** From now on a local client listens to each daemon of ours, as long as nobody ends that daemon. */
  void listen() {
    for (int node = 0; node < size(); node++) {
      if (daemon(node).kind() == Kind.OURS && listeners[node] == null) {
        Host host = hosts.get(node);
        listeners[node] = host.namespace().start(host.home().resolve("log/listener.out"), List.of("curl", "-sN",
            "--unix-socket", "/run/heartbeat/api.sock", "http://hb/api/v1/messages?service=test"));
      }
    }
  }

  /** Those nodes whose local client lost its connection although nobody ended the daemon. */
  List<Daemon> deserted() {
    return IntStream.range(0, size()).filter(node -> listeners[node] != null && !listeners[node].isAlive())
        .mapToObj(this::daemon).toList();
  }

  /** Those who run and hear each other, directly or through each other, both ways: a set for each side. */
  List<Set<Integer>> sides() {
    List<Integer> left = new ArrayList<>(IntStream.range(0, size()).filter(node -> run[node] == Run.UP).boxed().toList());
    List<Set<Integer>> sides = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<Integer> side = new LinkedHashSet<>(List.of(left.get(0)));
      while (side.addAll(left.stream().filter(node -> side.stream().anyMatch(known -> mutual(known, node))).toList())) {
        // one step further
      }
      left.removeAll(side);
      sides.add(side);
    }
    return sides;
  }

  /** Each of the side hears each other of it and nobody else, and nobody else hears it. */
  boolean isClean(Set<Integer> side) {
    List<Integer> others =
        IntStream.range(0, size()).filter(node -> run[node] == Run.UP && !side.contains(node)).boxed().toList();
    return side.stream().allMatch(one -> side.stream().allMatch(other -> mutual(one, other))
        && others.stream().allMatch(other -> deaf[one][other] && deaf[other][one]));
  }

  /** Each hears the other. */
  boolean mutual(int one, int other) {
    return !deaf[one][other] && !deaf[other][one];
  }

  static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }
}
