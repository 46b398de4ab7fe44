package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each recorded transcript is played against ours by one of the tests below, but for those of two other daemons:
 * apphbd (client-api.md 8) and ha_logd (client-api.md 9) are programs of their own of the packages heartbeat and
 * cluster-glue, with sockets of their own. They run beside our daemon unchanged, and not one byte of these transcripts goes
 * to or comes from Heartbeat.
 */
class EveryTranscriptTest {
  private static final Path TESTS = Path.of("src/test/java/org/linuxha/heartbeat");

  /** Where they are played: a file there names the transcript, or all of its kind. */
  private static final List<Path> PLAYERS = List.of(
      TESTS.resolve("client/TranscriptsTest.java"), TESTS.resolve("client/SessionTranscriptsTest.java"),
      TESTS.resolve("client/MembershipTranscriptsTest.java"), TESTS.resolve("cli/ToolTranscriptsTest.java"),
      TESTS.resolve("cli/clstatus/StoppedTest.java"), TESTS.resolve("daemon/FifoEffectsIT.java"));

  private static final Set<String> OF_OTHER_DAEMONS = Set.of(
      "apphb-all-calls", "apphbtest-no-daemon", "apphbtest-normal", "ha_logger-args", "ha_logger-stdin-debug", "logtest-3");

  /** apphbd's and ha_logd's. */
  private static final Set<String> OTHER_SOCKETS = Set.of("/run/heartbeat/apphb.comm", "/var/lib/heartbeat/log_daemon");

  private static Set<String> recorded() throws IOException {
    try (Stream<Path> files = Files.list(Spoken.VECTORS)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".txt"))
          .map(name -> name.substring(0, name.length() - 4)).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> sockets(String name) throws IOException {
    return Files.readAllLines(Spoken.VECTORS.resolve(name + ".txt")).stream()
        .filter(line -> line.startsWith("== connection to ")).map(line -> line.substring(17)).collect(Collectors.toSet());
  }

  @Test
  void isPlayedOrBelongsToAnotherDaemon() throws Exception {
    StringBuilder players = new StringBuilder();
    for (Path player : PLAYERS) {
      players.append(Files.readString(player));
    }
    // TranscriptsTest takes all of that pattern
    Set<String> commands = TranscriptsTest.commands().map(file -> file.substring(0, file.length() - 4)).collect(Collectors.toSet());
    List<String> unplayed = new ArrayList<>();
    for (String name : recorded()) {
      boolean named = players.toString().contains("\"" + name + "\"") || players.toString().contains("/" + name + ".txt\"");
      if (!named && !commands.contains(name) && !OF_OTHER_DAEMONS.contains(name)) {
        unplayed.add(name);
      }
    }
    assertThat(unplayed).isEmpty();
    assertThat(recorded()).hasSize(65).containsAll(OF_OTHER_DAEMONS);
  }

  @Test
  void thoseOfOtherDaemonsNeverSpeakToHeartbeat() throws Exception {
    for (String name : recorded()) {
      Set<String> sockets = sockets(name);
      if (OF_OTHER_DAEMONS.contains(name)) {
        assertThat(OTHER_SOCKETS).as(name).containsAll(sockets);
        assertThat(sockets).as(name).isNotEmpty();
      } else {
        assertThat(sockets).as(name).doesNotContainAnyElementsOf(OTHER_SOCKETS);
      }
    }
  }
}
