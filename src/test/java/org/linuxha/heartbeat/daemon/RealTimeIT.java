package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real time is safe enough to be the default: nothing in it keeps a processor, and the end always comes (docs/adr/005). */
@Timeout(300)
class RealTimeIT {
  private static final String REFUSED = "Cannot set realtime priority";
  private static final int ROUNDS = Boolean.getBoolean("heartbeat.test.all") ? 10 : 2;
  private static final int BUSY_LOOPS = 4;
  private static final long ROUND_LIMIT_SECONDS = 25;

  @TempDir Path directory;

  private String program(String what) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    TestNode.Result result = TestNode.execute(directory, Map.of(),
        List.of(java.toString(), "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), RealTimeProgram.class.getName(), what));
    assertThat(result.status()).as("%s", result).isZero();
    assumeFalse(result.out().contains(REFUSED), "this machine does not permit it");
    return result.out();
  }

  /** Netty's own queue made the pulse turn for ever here, within a tenth of a second. */
  @Test
  void threadsThatThePulseInterruptsWhileTheyGiveItWorkDoNotMakeItTurnForEver() throws Exception {
    Matcher worst = Pattern.compile("done, worst age (\\d+) ms").matcher(program("hammer"));
    assertThat(worst.find()).isTrue();
    assertThat(Long.parseLong(worst.group(1))).as("of three seconds").isLessThan(2_500);
  }

  @Test
  void aPulseThatTurnsRoundItselfIsMadeNormalAndThatIsSaid() throws Exception {
    assertThat(program("spin")).contains("HB850 Real time is given up").contains("done");
  }

  @Test
  void whereItIsNotPermittedThatIsSaidAndAllThreadsStayNormal() throws Exception {
    try (TestNode alice = new TestNode("alice", directory, TestNode.link(), "alice")) {
      TestNode.Result started = alice.heartbeatVia("setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice");
      assumeFalse(started.err().contains("setpriv:"), "setpriv may not do that here");
      assertThat(started.status()).as("%s", started).isZero();
      alice.awaitLogMatching(REFUSED + " 1: .*HB840");
      assertThat(classes(alice.pid())).allMatch("TS"::equals);
      assertThat(alice.heartbeat("-k").status()).isZero();
    }
  }

  /** Policies of all threads, as {@code ps} has them. */
  private List<String> classes(long pid) throws Exception {
    return TestNode.execute(directory, Map.of(), List.of("ps", "-L", "-o", "cls=", "-p", Long.toString(pid)))
        .out().lines().map(String::strip).toList();
  }

  /** Once a daemon with real time kept both processors for six minutes after SIGTERM. */
  @Test
  void startedAndStoppedWhileAllProcessorsAreBusyItAlwaysEnds() throws Exception {
    List<Process> loops = new ArrayList<>();
    try (TestNode alice = new TestNode("alice", directory, TestNode.link(), "alice")) {
      for (int i = 0; i < BUSY_LOOPS; i++) {
        loops.add(new ProcessBuilder("timeout", "240", "sh", "-c", "while :; do :; done").start());
      }
      for (int round = 1; round <= ROUNDS; round++) {
        Files.deleteIfExists(alice.directory.resolve("log"));
        assertThat(alice.heartbeat().status()).isZero();
        alice.awaitLogMatching("Real time: round robin|" + REFUSED);
        new ProcessBuilder("kill", "-s", "TERM", Long.toString(alice.pid())).start().waitFor();
        awaitEnd(round, alice);
      }
    } finally {
      loops.forEach(loop -> loop.toHandle().descendants().forEach(ProcessHandle::destroyForcibly));
      loops.forEach(Process::destroyForcibly);
    }
  }

  private void awaitEnd(int round, TestNode node) throws Exception {
    long start = System.nanoTime();
    while (node.isRunning()) {
      assertThat(System.nanoTime() - start).as("round %d: nanoseconds after SIGTERM; %s", round, node.log())
          .isLessThan(TimeUnit.SECONDS.toNanos(ROUND_LIMIT_SECONDS));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(node.log()).contains("Heartbeat shutdown complete");
  }
}
