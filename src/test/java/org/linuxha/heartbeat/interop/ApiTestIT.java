package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 11: C's {@code api_test} on our node and on the C node of one cluster prints the same, line by line.
 *
 * <p>It waits a tenth of a second for {@code clientstatus}, and a C daemon answers every fifth of one. Where the answer about its
 * own node is late it takes it for that to its next question and gives up ({@code Cannot start if walk}), in about half of all
 * runs on a C daemon: such a run is repeated. Where that about the other node is late, it says {@code timeout} and hears it
 * later, beside the one to its first question.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class ApiTestIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int TRIES = 12;
  private static final String GAVE_UP = "Cannot start if walk";
  /** One message of its own, and its own ten answers to that. */
  private static final String LAST = "Got message 11 ";

  @Test
  void apiTestSaysTheSameOnBoth(Hosts hosts) throws Exception {
    new MixedCluster(hosts, Setup.plain()).installAll(List.of(Kind.OURS, Kind.C)).startAll().awaitAllActive();
    String ours = run(hosts, "north");
    assertThat(ours).doesNotContain(GAVE_UP);
    Map<Boolean, List<String>> said = normal(ours, "north", "south");
    assertThat(said.values().stream().flatMap(List::stream)).contains(
        "info: SELF/api_test status: [online]",
        "info: OTHER/api_test status: [offline]",
        "notice: Status update: Client SELF/ping now has status [join]",
        "notice: Status update: Client OTHER/ping now has status [offline]");
    String theirs = run(hosts, "south");
    for (int i = 1; i < TRIES && theirs.contains(GAVE_UP); i++) {
      theirs = run(hosts, "south");
    }
    assertThat(said).isEqualTo(normal(theirs, "south", "north"));
  }

  private static String run(Hosts hosts, String name) throws Exception {
    Host host = hosts.get(name);
    Path output = host.home().resolve("log/api_test.out");
    Process program = host.namespace().start(output, List.of("timeout", "20", "stdbuf", "-oL", "setpriv",
        "--reuid", "hacluster", "--regid", "haclient", "--clear-groups", "/usr/libexec/heartbeat/api_test"));
    hosts.await("api_test on " + name + " has come to its end", LIMIT,
        () -> !program.isAlive() || Command.text(output).contains(LAST), () -> Command.text(output));
    program.descendants().forEach(ProcessHandle::destroy);
    assertThat(Command.waitFor(program, LIMIT)).isTrue();
    return Command.text(output);
  }

  /**
   * Without what differs on every run: time, process, version, whose node it is. What it says of the other node stands
   * apart from the rest, for the list of nodes has the same order on both.
   */
  private static Map<Boolean, List<String>> normal(String text, String self, String other) {
    return text.lines()
        .map(line -> line.replaceFirst("^.*?/api_test: \\[\\d+\\]: ", "").replaceFirst("PID=\\d+", "PID")
            .replaceFirst("hbversion is .*", "hbversion").replaceAll("\\b" + self + "\\b", "SELF")
            .replaceAll("\\b" + other + "\\b", "OTHER").replace("OTHER/api_test status: [timeout]", "OTHER/api_test status: [offline]"))
        .distinct().collect(Collectors.partitioningBy(line -> line.contains("OTHER")));
  }
}
