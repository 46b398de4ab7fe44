package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.linuxha.heartbeat.cli.HttpAnswer;
import org.linuxha.heartbeat.cli.HttpGet;

/** bin/heartbeat demo for real: they find each other, a death is seen, and nothing is left whatever ends it. */
@Timeout(240)
class DemoIT {
  private static final List<String> NAMES = List.of("alice", "bob", "carol");
  private static final Path BIN = Path.of(System.getProperty("heartbeat.home", ""), "bin").toAbsolutePath();

  private Path tmp;
  private final List<Process> started = new ArrayList<>();

  /** Short, because sockets live below it. */
  @BeforeEach
  void make() throws IOException {
    tmp = Files.createTempDirectory(Path.of("/tmp"), "hbit");
  }

  @AfterEach
  void remove() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    waitFor("no process of the demo", () -> processes().isEmpty());
    try (Stream<Path> all = Files.walk(tmp)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitFor(String what, Condition condition) throws Exception {
    long limit = System.nanoTime() + 100_000_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited 100 s for: " + what).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Process start(Path output, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(BIN.resolve("heartbeat").toString(), "demo"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TMPDIR", tmp.toString());
    builder.redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** The daemons of demos in our directory: their command lines name it. */
  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains(tmp + "/heartbeat-demo-");
    } catch (IOException gone) {
      return false;
    }
  }

  private List<Path> homes() throws IOException {
    try (Stream<Path> entries = Files.list(tmp)) {
      return entries.filter(each -> each.getFileName().toString().startsWith("heartbeat-demo-")).toList();
    }
  }

  private static String read(Path output) throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  private void awaitActive(Path output, Process demo) throws Exception {
    waitFor("all nodes active", () -> {
      assertThat(demo.isAlive()).as(read(output)).isTrue();
      return read(output).contains("All nodes are active");
    });
  }

  private static String get(Path home, String node, String path) throws IOException {
    HttpAnswer answer =
        new HttpGet(UnixDomainSocketAddress.of(home.resolve(node).resolve("run/api.sock")), "hb", 10_000).get(path);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static String statusOf(Path home, String observer, String node) throws IOException {
    return new JsonObject(get(home, observer, "/api/v1/nodes/" + node)).getString("status");
  }

  @Test
  void allThreeSayActiveOfEachOtherAndTheEndLeavesNothing() throws Exception {
    Path output = tmp.resolve("output");
    Process demo = start(output);
    awaitActive(output, demo);
    Path home = homes().get(0);
    for (String observer : NAMES) {
      JsonArray nodes = new JsonArray(get(home, observer, "/api/v1/nodes"));
      assertThat(nodes).hasSize(3).allSatisfy(each ->
          assertThat(((JsonObject) each).getString("status")).as(observer).isEqualTo("active"));
    }
    assertThat(new JsonArray(get(home, "alice", "/api/v1/links"))).hasSize(2);
    askOverTheUrlThatWasPrinted(output);
    runHb(home);
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(processes()).isEmpty();
    assertThat(homes()).isEmpty();
    assertThat(read(output)).contains("nothing is left");
  }

  private static void askOverTheUrlThatWasPrinted(Path output) throws IOException {
    Matcher url = Pattern.compile("alice: http://127\\.0\\.0\\.1:([0-9]+)/api/v1/nodes").matcher(read(output));
    assertThat(url.find()).isTrue();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(url.group(1)));
    assertThat(new HttpGet(address, "localhost", 10_000).get("/readyz").status()).isEqualTo(200);
    assertThat(new HttpGet(address, "evil.example", 10_000).get("/readyz").status()).isEqualTo(421);
  }

  private void runHb(Path home) throws Exception {
    for (String command : List.of("status", "nodes", "links")) {
      Process hb =
          new ProcessBuilder(BIN.resolve("hb").toString(), command, "--run-dir", home.resolve("alice/run").toString())
              .redirectErrorStream(true).start();
      String shown = new String(hb.getInputStream().readAllBytes());
      assertThat(hb.waitFor()).as(shown).isZero();
      assertThat(shown).contains("alice").doesNotContain("DEBUG");
    }
  }

  @Test
  void aKilledNodeIsDeadForTheOthersAndTheyEndWithAKilledDemo() throws Exception {
    Path output = tmp.resolve("output");
    Process demo = start(output);
    awaitActive(output, demo);
    Path home = homes().get(0);
    Matcher bob = Pattern.compile("kill -9 ([0-9]+)").matcher(read(output));
    assertThat(bob.find()).isTrue();
    ProcessHandle.of(Long.parseLong(bob.group(1))).orElseThrow().destroyForcibly();
    waitFor("bob dead for alice and carol", () ->
        statusOf(home, "alice", "bob").equals("dead") && statusOf(home, "carol", "bob").equals("dead"));
    assertThat(statusOf(home, "alice", "carol")).isEqualTo("active");

    demo.destroyForcibly().waitFor();
    waitFor("alice and carol ended", () -> processes().isEmpty());
    assertThat(homes()).as("a killed demo cannot clear up").containsExactly(home);
    Process next = start(tmp.resolve("next"), "--once");
    assertThat(next.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(next.exitValue()).as(read(tmp.resolve("next"))).isZero();
    assertThat(homes()).as("the next one does").isEmpty();
  }

  @Test
  void twoDemosRunSideBySideWithoutHearingEachOther() throws Exception {
    Process first = start(tmp.resolve("first"));
    Process second = start(tmp.resolve("second"));
    awaitActive(tmp.resolve("first"), first);
    awaitActive(tmp.resolve("second"), second);
    assertThat(homes()).hasSize(2);
    for (Path home : homes()) {
      for (Object each : new JsonArray(get(home, "alice", "/api/v1/links"))) {
        assertThat(((JsonObject) each).getJsonObject("rejected")).as(home.toString()).isEmpty();
      }
    }
    first.destroy();
    second.destroy();
    first.waitFor();
    second.waitFor();
    assertThat(homes()).isEmpty();
    assertThat(processes()).isEmpty();
  }
}
