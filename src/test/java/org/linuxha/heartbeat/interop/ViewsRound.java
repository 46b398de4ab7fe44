package org.linuxha.heartbeat.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One cluster whose nodes are lost, come back, are cut off and reached again, with a client on each. */
final class ViewsRound implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  /** A young daemon announces two seconds more for five seconds (wire.md 9.1). */
  private static final Duration YOUNG = Duration.ofMillis(6_000);
  /** A cut stands for that long after all have judged it. */
  private static final Duration STANDS = Duration.ofSeconds(1);
  /** After a view of all: what changes now, a client saw as a second change. */
  private static final Duration QUIET = Duration.ofMillis(1_500);

  record Timing(int keepaliveMillis, int deadtimeMillis) {
    Setup on(Setup setup) {
      return setup.with("keepalive " + keepaliveMillis + "ms").with("deadtime " + deadtimeMillis + "ms")
          .with("warntime " + deadtimeMillis / 2 + "ms").with("initdead 20");
    }
  }

  private final MixedCluster cluster;
  private final Timing timing;
  private final ViewsTable table;
  private final Map<String, ViewWatch> watches = new HashMap<>();
  private final Map<String, Long> startedNanos = new HashMap<>();
  private final Set<String> everybody = new TreeSet<>();

  ViewsRound(MixedCluster cluster, Timing timing, ViewsTable table) {
    this.cluster = cluster;
    this.timing = timing;
    this.table = table;
    cluster.all().forEach(each -> {
      everybody.add(each.host().name());
      watches.put(each.host().name(), ViewWatch.of(each));
    });
  }

  /** Its name in the tables. */
  String cluster() {
    return name(cluster.all().stream().map(Daemon::kind).toList()) + " " + timing.keepaliveMillis() + "/" + timing.deadtimeMillis();
  }

  /** {@code C 3 nodes}, or {@code OURS C C} if there are both kinds. */
  static String name(List<Kind> kinds) {
    return kinds.stream().distinct().count() == 1
        ? kinds.get(0) + " " + kinds.size() + " nodes"
        : kinds.stream().map(Kind::name).collect(Collectors.joining(" "));
  }

  private void tell(String what, double millis) {
    table.add(cluster(), what, millis, timing.deadtimeMillis());
  }

  void begin() {
    long begun = System.nanoTime();
    everybody.forEach(this::start);
    tell("all started at once, start to last client", millis(last("started", everybody, watch -> watch.viewOf(everybody, begun)) - begun));
    await("everybody is a member", () -> watches.values().stream().allMatch(each -> each.holds(everybody)));
    pause(YOUNG);
  }

  private String leader() {
    return watches.get(everybody.iterator().next()).leader();
  }

  /** The follower that has run for longest. */
  void followerLost() {
    lost("follower lost", oldestFollower());
  }

  private String oldestFollower() {
    String leader = leader();
    return everybody.stream().filter(each -> !each.equals(leader))
        .min((a, b) -> Long.compare(startedNanos.get(a), startedNanos.get(b))).orElseThrow();
  }

  void leaderLost() {
    lost("leader lost", leader());
  }

  /** The same one each time, so that its starts are comparable. */
  void lastLost() {
    List<Host> hosts = cluster.hosts().all();
    lost("last node lost", hosts.get(hosts.size() - 1).name());
  }

  /** Stopped in order; the stop itself, which takes C some seconds, is part of it. */
  void followerLeaves() {
    String victim = oldestFollower();
    leaveYouthBehind(victim);
    Set<String> survivors = new TreeSet<>(everybody);
    survivors.remove(victim);
    long begun = System.nanoTime();
    cluster.daemon(victim).stop();
    long view = last("leaves", survivors, watch -> watch.viewOf(survivors, begun));
    tell("follower leaves, stop to last client", millis(view - begun));
    started(victim);
  }

  private void lost(String what, String victim) {
    leaveYouthBehind(victim);
    Set<String> survivors = new TreeSet<>(everybody);
    survivors.remove(victim);
    long killed = System.nanoTime();
    kill(cluster.hosts().get(victim));
    long view = last(what, survivors, watch -> watch.viewOf(survivors, killed));
    long dead = last(what, survivors, watch -> watch.deathOf(victim, killed));
    tell(what + ", first dead to last client", millis(view - first(survivors, watch -> watch.deathOf(victim, killed))));
    tell(what + ", last dead to last client", millis(view - dead));
    tell(what + ", death to last client", millis(view - killed));
    started(victim);
  }

  private void started(String victim) {
    long begun = System.nanoTime();
    Process launcher = start(victim);
    Command.waitFor(launcher, LIMIT);
    long ready = cluster.daemon(victim).kind() == Kind.OURS ? System.nanoTime() : last("up", Set.of(victim),
        watch -> watch.since(begun).stream().filter(one -> one.what() == Seen.What.UP).mapToLong(Seen::nanos).findFirst());
    long member = last("started", everybody, watch -> watch.viewOf(everybody, begun));
    tell("started node, ready to last client", millis(member - ready));
  }

  /** One follower is taken off the switch and put back. */
  void cutAndHealed() {
    String leader = leader();
    String victim = everybody.stream().filter(each -> !each.equals(leader)).findFirst().orElseThrow();
    Host host = cluster.hosts().get(victim);
    leaveYouthBehind(victim);
    Set<String> others = new TreeSet<>(everybody);
    others.remove(victim);
    List<List<String>> processes = cluster.all().stream().map(Daemon::processes).toList();
    long cut = System.nanoTime();
    cluster.hosts().setAttached(host, 0, false);
    last("cut", others, watch -> watch.viewOf(others, cut));
    last("cut", Set.of(victim), watch -> watch.viewOf(Set.of(victim), cut));
    pause(STANDS);
    long healed = System.nanoTime();
    cluster.hosts().setAttached(host, 0, true);
    long whole = last("healed", everybody, watch -> watch.viewOf(everybody, healed));
    tell("cut healed, one view at the last client", millis(whole - healed));
    pause(QUIET);
    await("all hold that view", () -> watches.values().stream().allMatch(each -> each.holds(everybody)));
    watches.forEach((name, watch) -> {
      Set<String> before = name.equals(victim) ? Set.of(victim) : others;
      List<Seen> seen = watch.since(healed);
      table.count(cluster(), "cut healed: views told to a client", seen, one -> one.what() == Seen.What.FORMED);
      table.count(cluster(), "cut healed: views smaller than the one before", seen,
          one -> one.what() == Seen.What.FORMED && !one.members().containsAll(before));
      table.count(cluster(), "cut healed: views not of all", seen,
          one -> one.what() == Seen.What.FORMED && !one.members().equals(everybody));
      table.count(cluster(), "cut healed: told that there is no view", seen, one -> one.what() == Seen.What.VOID);
    });
    if (!cluster.all().stream().map(Daemon::processes).toList().equals(processes)) {
      throw new AssertionError("a daemon restarted itself after the cut of " + victim);
    }
  }

  private Process start(String name) {
    Host host = cluster.hosts().get(name);
    startedNanos.put(name, System.nanoTime());
    return host.namespace().start(Path.of("/dev/null"), List.of(cluster.daemon(name).program(), "-M"));
  }

  /** Every process of the host at once, from outside: no command has to be started for it. */
  private static void kill(Host victim) {
    ProcessHandle.of(victim.namespace().init()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private void leaveYouthBehind(String name) {
    pause(YOUNG.minusNanos(System.nanoTime() - startedNanos.get(name)));
    pause(STANDS);
  }

  /** Waits until all of them have it; when the last had. */
  private long last(String what, Set<String> names, Function<ViewWatch, OptionalLong> moment) {
    List<ViewWatch> all = names.stream().map(watches::get).toList();
    await(what, () -> all.stream().allMatch(each -> moment.apply(each).isPresent()));
    return all.stream().mapToLong(each -> moment.apply(each).getAsLong()).max().orElseThrow();
  }

  private long first(Set<String> names, Function<ViewWatch, OptionalLong> moment) {
    return names.stream().mapToLong(each -> moment.apply(watches.get(each)).getAsLong()).min().orElseThrow();
  }

  private void await(String what, Supplier<Boolean> condition) {
    Await.that(cluster() + ": " + what, LIMIT, condition::get, this::seen);
  }

  private String seen() {
    List<String> lines = new ArrayList<>();
    watches.forEach((name, watch) -> lines.add(
        name + " was told " + watch.since(System.nanoTime() - LIMIT.toNanos())));
    return String.join("\n", lines) + "\n" + cluster.hosts().lastLogs(20);
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** The daemons need this time; there is nothing to wait for that one could see. */
  private static void pause(Duration time) {
    LockSupport.parkNanos(Math.max(0, time.toNanos()));
  }

  @Override
  public void close() {
    watches.values().forEach(ViewWatch::close);
  }
}
