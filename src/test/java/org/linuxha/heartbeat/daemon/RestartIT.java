package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is to begin anew stays a daemon, whatever hinders the next life. */
@Timeout(120)
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class RestartIT {
  @TempDir Path directory;

  @Test
  void aNextLifeThatCannotBeginNeverLeavesTheNodeWithoutADaemon() throws Exception {
    try (TestNode alice = new TestNode("alice", directory, TestNode.link(), "alice")) {
      assertThat(alice.heartbeat("-l").status()).isZero();
      long pid = alice.pid();
      String good = Files.readString(alice.config.resolve("ha.cf"));

      // known before: nothing is given up
      Path away = alice.directory.resolve("away");
      Files.move(alice.state, away);
      Files.writeString(alice.state, "not a directory");
      change(alice, good + "hopfudge 2\n", 1);
      alice.heartbeat("-r");
      alice.awaitLogMatching("ERROR: Heartbeat pid " + pid + " NOT restarted, the next life would not begin: HB801.*HB844");
      assertThat(alice.log()).doesNotContain("restart exec");
      Files.delete(alice.state);
      Files.move(away, alice.state);

      // not known before: the socket's place is taken, and then ha.cf is wrong too
      Path inTheWay = Files.createDirectories(alice.run.resolve("register.new/full"));
      alice.heartbeat("-r");
      alice.awaitLogMatching("The daemon did not begin anew.*HB845");
      alice.haCf("nonsense\n");
      Files.delete(inTheWay);
      alice.awaitLogMatching("(?s)HB845.*now set to: 'active'");
      assertThat(alice.pid()).isEqualTo(pid);
      assertThat(alice.isRunning()).isTrue();
      assertThat(alice.state.resolve("kept")).as("keys do not lie about").doesNotExist();

      // and what is corrected is used
      change(alice, good + "hopfudge 3\n", 2);
      alice.heartbeat("-r");
      alice.awaitLogMatching("(?s)restart exec.*restart exec.*now set to: 'active'");
      assertThat(alice.pid()).isEqualTo(pid);
      assertThat(alice.heartbeat("-k").status()).isZero();
    }
  }

  @Test
  void aStopIsHeardInAnyMomentOfARestart() throws Exception {
    try (TestNode alice = new TestNode("alice", directory, TestNode.link(), "alice")) {
      for (int moment = 0; moment < 6; moment++) {
        assertThat(alice.heartbeat("-l").status()).isZero();
        long pid = alice.pid();
        change(alice, Files.readString(alice.config.resolve("ha.cf")), moment + 1);
        Process hup = new ProcessBuilder("kill", "-HUP", "" + pid).start();
        assertThat(hup.waitFor()).isZero();
        TimeUnit.MILLISECONDS.sleep(300 * moment);
        assertThat(alice.heartbeat("-k").status()).isZero();
        assertThat(state(pid)).as("after %d ms", 300 * moment).matches("(?s)gone|[ZX].*");
      }
    }
  }

  @Test
  void itIsADaemonByNameAllTheTime() throws Exception {
    try (TestNode alice = new TestNode("alice", directory, TestNode.link(), "alice")) {
      assertThat(alice.heartbeat("-l").status()).isZero();
      Path name = Path.of("/proc/" + alice.pid() + "/comm");
      change(alice, Files.readString(alice.config.resolve("ha.cf")), 1);
      alice.heartbeat("-r");
      Set<String> names = new TreeSet<>();
      while (!alice.log().matches("(?s).*restart exec.*now set to: 'active'.*")) {
        names.add(Files.readString(name).strip());
      }
      assertThat(names).containsExactly("heartbeat");
      assertThat(alice.heartbeat("-k").status()).isZero();
    }
  }

  /** What the kernel says of it, whatever its name; who has ended may wait for its parent to notice. */
  private static String state(long pid) throws IOException {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll("(?s).*\\) ", "");
    } catch (NoSuchFileException ended) {
      return "gone";
    }
  }

  private static void change(TestNode node, String haCf, int hours) throws IOException {
    node.haCf(haCf);
    Files.setLastModifiedTime(node.config.resolve("ha.cf"), FileTime.from(Instant.now().plusSeconds(hours * 3600L)));
  }
}
