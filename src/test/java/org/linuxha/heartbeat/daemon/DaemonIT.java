package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.process.HeartbeatProcess;

/** The real program, started as an init script does, without root (wire.md 7, 13; upstream-suites.md 1, 2). */
@Timeout(240)
class DaemonIT {
  @TempDir Path directory;
  private TestNode alice;
  private TestNode bob;

  @BeforeEach
  void twoNodes() throws IOException {
    String link = TestNode.link();
    alice = new TestNode("alice", directory, link, "alice bob");
    bob = new TestNode("bob", directory, link, "alice bob");
  }

  @AfterEach
  void stopThem() throws Exception {
    alice.close();
    bob.close();
  }

  private static void assertStatus(TestNode.Result result, int status) {
    assertThat(result.status()).as("%s", result).isEqualTo(status);
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theCommandReturnsWhenTheDaemonRunsAndTheStopWhenItHasGone() throws Exception {
    TestNode.Result started = alice.heartbeat();
    assertStatus(started, 0);
    TestNode.Result status = alice.heartbeat("-s");
    assertStatus(status, 0);
    assertThat(status.out())
        .matches("heartbeat OK \\[pid " + alice.pid() + " et al\\] is running on \\S+ \\[alice\\]\\.\\.\\.\n");
    assertThat(alice.log()).contains("Local status now set to: 'up'");
    assertThat(Files.readString(alice.run.resolve("heartbeat.pid"))).hasSize(11);
    assertThat(Files.readString(Path.of("/proc/" + alice.pid() + "/comm"))).isEqualTo("heartbeat\n");
    HeartbeatProcess daemon = new HeartbeatProcess(alice.pid());
    assertThat(daemon.isAlive()).isTrue();
    assertStatus(alice.heartbeat("-k"), 0);
    assertThat(daemon.isAlive()).isFalse();
    assertThat(alice.log()).contains("alice Heartbeat shutdown complete");
    TestNode.Result stopped = alice.heartbeat("-s");
    assertStatus(stopped, 1);
    assertThat(stopped.out()).isEqualTo("heartbeat is stopped. No process\n");
    // the directory of the socket ccm/ccm stays, as that of Debian's package
    assertThat(files(alice.run)).containsExactly("ccm", "heartbeat.pid");
    assertThat(files(alice.state)).containsExactly("fifo", "hb_generation", "hb_uuid");
  }

  @Test
  void theDaemonIsDetachedFromWhoStartedIt() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    Path proc = Path.of("/proc/" + alice.pid());
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
      assertThat(Files.readSymbolicLink(proc.resolve("fd/" + descriptor))).hasToString("/dev/null");
    }
    assertThat(Files.readSymbolicLink(proc.resolve("cwd"))).hasToString("/");
    String[] stat = Files.readString(proc.resolve("stat")).split("\\) ")[1].split(" ");
    assertThat(stat[3]).as("session").isEqualTo(Long.toString(alice.pid()));
  }

  @Test
  void twoNodesFindEachOtherAndNoticeOrderlyAndSuddenEnds() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    assertStatus(bob.heartbeat(), 0);
    alice.awaitLog("Status update for node bob: status active");
    bob.awaitLog("Status update for node alice: status active");
    bob.kill9();
    alice.awaitLog("node bob: is dead");
    assertStatus(bob.heartbeat("-s"), 1);
    assertStatus(bob.heartbeat(), 0);
    alice.awaitLog("Heartbeat restart on node bob");
    assertStatus(alice.heartbeat("-k"), 0);
    bob.awaitLog("node alice: is dead");
  }

  @Test
  void aSecondStartLeavesTheFirstAlone() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    long pid = alice.pid();
    TestNode.Result again = alice.heartbeat();
    assertStatus(again, 0);
    assertThat(again.err()).contains("heartbeat: already running [pid " + pid + "].");
    assertThat(alice.pid()).isEqualTo(pid);
    assertThat(alice.process().isAlive()).isTrue();
  }

  @Test
  void aKilledDaemonsPidFileAndSocketStopNobodyAndIdentityStays() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    byte[] uuid = Files.readAllBytes(alice.state.resolve("hb_uuid"));
    long generation = generation();
    alice.kill9();
    assertThat(files(alice.run)).contains("api.sock", "heartbeat.pid");
    assertStatus(alice.heartbeat(), 0);
    assertStatus(alice.heartbeat("-s"), 0);
    assertThat(generation()).isEqualTo(generation + 1);
    assertThat(Files.readAllBytes(alice.state.resolve("hb_uuid"))).isEqualTo(uuid);
  }

  private long generation() throws IOException {
    return Long.parseLong(Files.readString(alice.state.resolve("hb_generation")).strip());
  }

  @Test
  void inTheForegroundSigtermEndsItInGoodOrder() throws Exception {
    Process daemon = alice.inForeground();
    alice.awaitLog("Local status now set to: 'up'");
    assertThat(daemon.pid()).as("the launcher became the daemon").isEqualTo(alice.pid());
    assertStatus(alice.heartbeat("-s"), 0);
    daemon.destroy();
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isZero();
    assertThat(Files.readString(alice.directory.resolve("out"))).contains("Heartbeat shutdown complete");
  }

  @Test
  void withoutATerminalSigintIsIgnored() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    signal("INT");
    signal("USR1");
    alice.awaitLog("debug now set to 1");
    assertThat(alice.process().isAlive()).isTrue();
    signal("USR2");
    alice.awaitLog("debug now set to 0");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-s", name, Long.toString(alice.pid())).start().waitFor();
  }

  @Test
  void everyConfigurationErrorIsSaidAtOnceAndNothingIsStarted() throws Exception {
    alice.haCf("bogus 1\nkeepalive 5x\nmcast lo 1.2.3.4 694 0 1\nlogfile " + alice.directory + "/log\n");
    alice.authKeys("auth 3\n1 sha1 x\n");
    TestNode.Result result = alice.heartbeat();
    assertStatus(result, 6);
    assertThat(result.err())
        .contains("ha.cf:1", "ha.cf:2", "ha.cf:3", "authkeys", "What to do:")
        .contains("ERROR: Heartbeat not started: configuration error.");
    assertThat(alice.log()).contains("ha.cf:1").contains("Heartbeat not started: configuration error.");
    assertThat(alice.run).doesNotExist();
    assertStatus(alice.heartbeat("-s"), 3);
  }

  @Test
  void aMissingConfigurationNamesTheFile() throws Exception {
    Files.delete(alice.config.resolve("ha.cf"));
    TestNode.Result result = alice.heartbeat();
    assertStatus(result, 6);
    assertThat(result.err()).contains("Cannot open config file [" + alice.config + "/ha.cf]");
  }

  @Test
  void rereadTakesNewKeysAndRefusesBadOnes() throws Exception {
    assertStatus(alice.heartbeat(), 0);
    assertStatus(bob.heartbeat(), 0);
    alice.awaitLog("Status update for node bob: status active");
    for (TestNode node : List.of(alice, bob)) {
      node.authKeys("auth 2\n1 sha1 of-a-test\n2 md5 another\n");
      touch(node.config.resolve("authkeys"));
      TestNode.Result result = node.heartbeat("-r");
      assertStatus(result, 0);
      assertThat(result.err()).contains("Signalling heartbeat pid " + node.pid() + " to reread config files");
      node.awaitLog("Rereading authentication file.");
    }
    alice.authKeys("auth 7\n");
    TestNode.Result refused = alice.heartbeat("-r");
    assertStatus(refused, 1);
    assertThat(refused.err()).contains("Config errors: Heartbeat pid " + alice.pid() + " NOT restarted");
    signal("HUP");
    alice.awaitLog("the daemon goes on with the keys it has");
    assertThat(alice.log()).doesNotContain("is dead");
    bob.kill9();
    alice.awaitLog("node bob: is dead");
  }

  /** The clock of files may be coarser than two writes of a test. */
  private static void touch(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
  }

  @Test
  void rereadOfAStoppedDaemonStartsIt() throws Exception {
    assertStatus(alice.heartbeat("-r"), 0);
    assertStatus(alice.heartbeat("-s"), 0);
  }

  @Test
  void stoppingWhatIsStoppedIsNoError() throws Exception {
    TestNode.Result result = alice.heartbeat("-k");
    assertStatus(result, 0);
    assertThat(result.err()).contains("INFO: Heartbeat already stopped.");
  }

  @Test
  void aStateDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Files.writeString(alice.state, "a file");
    TestNode.Result result = alice.heartbeat();
    assertStatus(result, 1);
    assertThat(result.err()).contains("HB801").contains(alice.state.toString());
  }

  @Test
  void aLinkWhoseDeviceIsMissingIsSaidAndStopsNothing() throws Exception {
    alice.haCf(Files.readString(alice.config.resolve("ha.cf")) + "mcast nosuchif0 239.0.0.9 694 1 0\n");
    TestNode.Result result = alice.heartbeat();
    assertStatus(result, 0);
    assertThat(result.err()).contains("nosuchif0");
  }

  /** platform: the loops alone would wait for a collector that gets no processor. */
  @Test
  void withRealTimeEveryThreadIsRoundRobinAndThePulseLoopOneAbove() throws Exception {
    alice.haCf(Files.readString(alice.config.resolve("ha.cf")) + "rtprio 7\n");
    assertStatus(alice.heartbeat(), 0);
    alice.awaitLogMatching("Real time: round robin, priority 7|Cannot set realtime priority 7");
    assumeFalse(alice.log().contains("Cannot set realtime priority"), "this machine does not permit it");
    TestNode.await("each thread has its rank", () -> ranks().entrySet().stream().allMatch(thread ->
        thread.getValue().equals(switch (thread.getKey()) {
          case "VM Thread", "realtime guard" -> "RR 9";
          case "pulse" -> "RR 8";
          default -> "RR 7";
        })));
    assertThat(ranks()).containsKeys("VM Thread", "realtime guard", "pulse", "service", "heartbeat");
    alice.awaitLog("memory locked.");
  }

  /** Policy and priority by thread name; of threads of one name the highest. */
  private Map<String, String> ranks() {
    try {
      return TestNode.execute(alice.directory, Map.of(),
              List.of("ps", "-L", "-o", "cls=,rtprio=,comm=", "-p", Long.toString(alice.pid())))
          .out().lines().map(line -> line.strip().split("\\s+", 3))
          .collect(Collectors.toMap(word -> word[2], word -> word[0] + " " + word[1],
              (one, other) -> one.compareTo(other) > 0 ? one : other));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withoutRealTimeNothingIsRaised() throws Exception {
    assertStatus(alice.heartbeat("-l"), 0);
    alice.awaitLog("Local status now set to: 'active'");
    String threads = TestNode.execute(alice.directory, Map.of(),
        List.of("ps", "-L", "-o", "cls=", "-p", Long.toString(alice.pid()))).out();
    assertThat(threads.lines()).hasSizeGreaterThan(8).allMatch(line -> line.strip().equals("TS"));
  }

  @Test
  void aPingNodeIsWatchedAndWhereThatIsNotPermittedItIsSaid() throws Exception {
    for (TestNode node : List.of(alice, bob)) {
      node.haCf(Files.readString(node.config.resolve("ha.cf")).replace("initdead 4", "initdead 600") + "ping 127.0.0.9\n");
      assertStatus(node.heartbeat(), 0);
    }
    alice.awaitLogMatching("Status update for node 127.0.0.9: status ping|an ICMP socket is not permitted");
  }
}
