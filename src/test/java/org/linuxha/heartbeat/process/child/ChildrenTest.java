package org.linuxha.heartbeat.process.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.UserIds;

/** client-api.md 12: real programs as children. */
class ChildrenTest {
  private static final long LIMIT_SECONDS = 20;
  private static final ChildrenVerticle.Patience SHORT = new ChildrenVerticle.Patience(400, 700, 100, 3_000);

  private final House house = House.open();
  private final AtomicInteger reboots = new AtomicInteger();
  private final List<Code> notices = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path directory;
  private ChildrenVerticle children;

  @AfterEach
  void close() throws Exception {
    if (children != null) {
      await(children.end(true));
    }
    await(house.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Children by their shell scripts, all active. */
  private void begin(boolean failfast, String... scripts) throws Exception {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < scripts.length; i++) {
      Path script = directory.resolve(scripts[i].startsWith("# crmd") ? "crmd" : "child" + i);
      Files.writeString(script, "#!/bin/sh\ncd " + directory + "\n" + scripts[i] + "\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      programs.add(new Program("me", UserIds.own(), 0, script + " one  'two three'", failfast));
    }
    Nursery nursery = new Nursery(programs, Map.of("HA_CURHOST", "alpha", "HA_deadtime", "2 = 3"), directory);
    children = new ChildrenVerticle(
        nursery, reboots::incrementAndGet, (severity, code, text) -> notices.add(code), SHORT);
    await(house.deploy(House.Loop.SERVICE, () -> children));
    tell(LocalState.UP);
    tell(LocalState.ACTIVE);
  }

  private void tell(LocalState state) {
    house.vertx().eventBus().publish(
        Addresses.CLUSTER_EVENT, new Told(1, 0, 0, new ClusterEvent.LocalStatus(state, LocalState.UP, "test")));
  }

  private String file(String name) {
    try {
      return Files.exists(directory.resolve(name)) ? Files.readString(directory.resolve(name)) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void itFindsItsPlaceItsArgumentsAndItsEnvironment() throws Exception {
    begin(false, """
        { echo "$1|$2|$#"; echo "$HA_CURHOST $HA_deadtime"; umask; ps -o pgid= -p $$ | tr -d ' '; echo $$;
          readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2; ls /proc/$$/fd | wc -l; chrt -p $$ | head -1; } > facts.new
        mv facts.new facts; exec sleep 60""");
    await("it wrote", () -> !file("facts").isEmpty());
    List<String> facts = file("facts").lines().toList();
    assertThat(facts.get(0)).isEqualTo("one|two three|2");
    assertThat(facts.get(1)).isEqualTo("alpha 2 = 3");
    assertThat(facts.get(2)).isEqualTo("0022");
    assertThat(facts.get(3)).as("its own process group").isEqualTo(facts.get(4));
    assertThat(facts.get(5)).isEqualTo("/dev/null");
    // the three, and the file of the script that the shell reads
    assertThat(Integer.parseInt(facts.get(facts.size() - 2))).as("open files").isLessThanOrEqualTo(6);
    assertThat(facts.get(facts.size() - 1)).contains("SCHED_OTHER");
  }

  @Test
  void oneThatEndsIsStartedAgainAndOneThatDoesNotWantToIsNot() throws Exception {
    begin(false, "echo run >> runs0; exit 3", "echo run >> runs1; exit 100");
    await("it runs again", () -> file("runs0").lines().count() >= 2);
    assertThat(file("runs1").lines().count()).isEqualTo(1);
    assertThat(reboots.get()).isZero();
  }

  @Test
  void theyAreStoppedInReverseOrderAndWhoIgnoresThatIsKilled() throws Exception {
    begin(false,
        "trap 'echo 0 >> order; exit 0' TERM; echo up > up0; while :; do sleep 0.05; done",
        "trap '' TERM; echo $$ > up1; while :; do sleep 0.05; done",
        "trap 'sleep 0.1; echo 2 >> order; exit 0' TERM; echo up > up2; while :; do sleep 0.05; done");
    await("all run", () -> !file("up0").isEmpty() && !file("up1").isEmpty() && !file("up2").isEmpty());
    long begun = System.nanoTime();
    await(children.end(false));
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).as("ms").isBetween(400L, 5_000L);
    assertThat(file("order")).isEqualTo("2\n0\n");
    assertThat(notices).contains(Code.CHILD_KILLED);
    long stubborn = Long.parseLong(file("up1").strip());
    await("the stubborn one is gone", () -> ProcessHandle.of(stubborn).isEmpty());
  }

  /** Pacemaker's crmd stops resources when it is told to end: nobody hurries it, not even for a next life. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoStopsResourcesGetsTheTimeForIt(boolean restart) throws Exception {
    begin(false,
        "trap 'echo 0 >> order; exit 0' TERM; echo up > up0; while :; do sleep 0.05; done",
        "# crmd\ntrap 'sleep 0.9; echo crmd >> order; exit 0' TERM; echo up > up1; while :; do sleep 0.05; done");
    await("all run", () -> !file("up0").isEmpty() && !file("up1").isEmpty());
    await(children.end(restart));
    assertThat(file("order")).isEqualTo("crmd\n0\n");
    assertThat(notices).doesNotContain(Code.CHILD_KILLED);
  }

  @Test
  void evenWhoStopsResourcesHasABound() throws Exception {
    begin(false, "# crmd\ntrap '' TERM; echo up > up0; while :; do sleep 0.05; done");
    await("it runs", () -> !file("up0").isEmpty());
    await(children.end(false));
    assertThat(notices).contains(Code.CHILD_KILLED);
    assertThat(children.longestMillis()).isGreaterThanOrEqualTo(3_000);
  }

  /** C reboots even then, if the program dies of the signal that C itself sent. */
  @Test
  void aFailfastProgramThatIsToldToEndRebootsNothing() throws Exception {
    begin(true, "echo up > up0; exec sleep 60");
    await("it runs", () -> !file("up0").isEmpty());
    await(children.end(false));
    assertThat(reboots.get()).isZero();
  }

  @Test
  void theirProcessGroupGoesWithThem() throws Exception {
    begin(false, "sleep 60 & echo $! > grandchild; wait");
    await("it runs", () -> !file("grandchild").isEmpty());
    await(children.end(false));
    long grandchild = Long.parseLong(file("grandchild").strip());
    await("what it started is gone too", () -> ProcessHandle.of(grandchild).isEmpty());
  }

  @Test
  void betweenTwoLivesTheyGetLittleTime() throws Exception {
    begin(false, "trap '' TERM; echo up > up0; while :; do sleep 0.05; done",
        "trap '' TERM; echo up > up1; while :; do sleep 0.05; done");
    await("all run", () -> !file("up0").isEmpty() && !file("up1").isEmpty());
    long begun = System.nanoTime();
    await(children.end(true));
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).as("ms").isLessThan(390);
  }

  @Test
  void theEndOfAFailfastProgramRebootsTheMachine() throws Exception {
    begin(true, "exit 7");
    await("the machine is rebooted", () -> reboots.get() > 0);
    assertThat(notices).contains(Code.FAILFAST_REBOOT);
  }

  @Test
  void nothingIsStartedBeforeTheNodeIsActive() throws Exception {
    children = new ChildrenVerticle(
        new Nursery(List.of(new Program("me", UserIds.own(), 0, "/bin/touch " + directory.resolve("early"), false)),
            Map.of(), directory),
        reboots::incrementAndGet, (severity, code, text) -> notices.add(code), SHORT);
    await(house.deploy(House.Loop.SERVICE, () -> children));
    tell(LocalState.UP);
    await(children.end(false));
    tell(LocalState.ACTIVE);
    await(house.vertx().executeBlocking(() -> null));
    assertThat(directory.resolve("early")).doesNotExist();
  }
}
