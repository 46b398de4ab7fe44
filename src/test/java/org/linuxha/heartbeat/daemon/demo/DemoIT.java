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
import java.util.Map;
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

  /** Another terminal; its output. */
  private String order(int status, String... words) throws Exception {
    Path output = Files.createTempFile(tmp, "order", "");
    Process order = start(output, words);
    assertThat(order.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(order.exitValue()).as(read(output)).isEqualTo(status);
    return read(output);
  }

  private void assertNothingIsLeft() throws Exception {
    assertThat(processes()).isEmpty();
    assertThat(homes()).isEmpty();
  }

  @Test
  void aScriptOfAllFaultsHoldsAndTheEndLeavesNothing() throws Exception {
    Path script = Files.writeString(tmp.resolve("script"), """
        expect alice active
        wait 2s
        pause bob 700
        hold 1500ms bob active
        expect told Nobody called it dead
        delay bob red 300
        expect within 6s bob red dead
        hold 500ms bob active
        expect within 10s told no sign of life
        heal
        expect within 10s bob red up
        delay bob blue 40
        hold 1500ms bob blue up
        heal bob
        cut bob red
        expect within 6s bob red dead
        hold 500ms bob active
        cut bob blue
        expect within 10s bob dead
        expect within 10s bob says alice dead
        expect within 10s told bob is cut off on all links
        heal
        expect bob active
        lose alice 20
        kill carol
        expect within 6s carol dead
        hold 1s alice active
        start carol
        expect within 30s carol active
        """);
    Path output = tmp.resolve("output");
    Process demo = start(output, "--script", script.toString());
    assertThat(demo.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(read(output)).isZero();
    assertThat(read(output)).doesNotContain("\033")
        .contains("bob stands still", "but not the node: they still hear bob on blue", "bob is cut off on all links",
            "Healed", "carol was killed", "carol is back", "nothing is left");
    assertNothingIsLeft();
  }

  @Test
  void ordersComeFromAnotherTerminalAndAKilledDemoLeavesNothingEither() throws Exception {
    Path output = tmp.resolve("output");
    Process demo = start(output);
    awaitActive(output, demo);
    Path home = homes().get(0);
    askOverTheUrlThatWasPrinted(output);
    for (Object each : new JsonArray(get(home, "alice", "/api/v1/nodes"))) {
      assertThat(((JsonObject) each).getJsonArray("links")).as("two links, told apart by name")
          .extracting(link -> ((JsonObject) link).getString("name") + "=" + ((JsonObject) link).getString("displayName"))
          .containsExactlyInAnyOrder("lo:red=red", "lo:blue=blue");
    }
    runHb(home);
    assertThat(order(2, "kill", "dave")).contains("alice, bob and carol");
    assertThat(order(1, "start", "bob")).as("not now").contains("bob runs already");
    // named in the order in which they judged
    assertThat(order(0, "kill", "bob")).containsPattern("(alice and carol|carol and alice) called it dead");
    assertThat(statusOf(home, "alice", "bob")).isEqualTo("dead");
    assertThat(statusOf(home, "alice", "carol")).isEqualTo("active");
    assertThat(order(0, "status")).contains("bob      o killed");

    start(tmp.resolve("pause"), "pause", "carol", "60000");
    waitFor("carol stands still", () -> read(output).contains("carol stands still"));
    demo.destroyForcibly().waitFor();
    waitFor("no process and no file of it", () -> processes().isEmpty() && homes().isEmpty());
    assertThat(order(3, "status")).contains("no demo");
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
    assertThat(order(1, "stop")).contains("choose one");
    assertThat(order(0, "--demo", homes().get(0).toString(), "stop")).contains("leaves nothing");
    first.destroy();
    second.destroy();
    first.waitFor();
    second.waitFor();
    assertNothingIsLeft();
  }

  @Test
  void whatDoesNotComeTrueIsSaidAndAWrongScriptStartsNothing() throws Exception {
    Path wrong = Files.writeString(tmp.resolve("wrong"), "kill bob\nexpect the best\n");
    assertThat(order(2, "--script", wrong.toString())).contains("line 2").doesNotContain("Three nodes");
    Path untrue = Files.writeString(tmp.resolve("untrue"), "status\nexpect within 300ms bob dead\nstop\nexpect within 300ms carol dead\n");
    assertThat(order(1, "--script", untrue.toString()))
        .contains("THE OTHERS SAY", "NOT TRUE", "failed: line 2").as("after stop nothing is played").doesNotContain("carol dead");
    assertNothingIsLeft();
  }

  @Test
  void onATerminalThereIsAScreenAndTheTerminalIsRestored() throws Exception {
    Path output = tmp.resolve("screen");
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", "stty rows 30 cols 100; '" + BIN.resolve("heartbeat") + "' demo; stty -a", "/dev/null")
            .redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("TMPDIR", tmp.toString(), "TERM", "xterm", "LC_ALL", "C.UTF-8"));
    Process terminal = builder.start();
    started.add(terminal);
    waitFor("the screen", () -> read(output).contains("found each other"));
    terminal.getOutputStream().write('q');
    terminal.getOutputStream().flush();
    assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String seen = read(output);
    assertThat(seen).contains("\033[?1049h", "\033[32m● active", "http://127.0.0.1:", "k\033[0m kill");
    assertThat(seen.substring(seen.lastIndexOf("\033[?1049l"))).contains("nothing is left", " echo ", " icanon ");
    assertNothingIsLeft();
  }

  private static void askOverTheUrlThatWasPrinted(Path output) throws IOException {
    Matcher url = Pattern.compile("alice in a browser: http://127\\.0\\.0\\.1:([0-9]+)/").matcher(read(output));
    assertThat(url.find()).isTrue();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(url.group(1)));
    assertThat(new HttpGet(address, "localhost", 10_000).get("/readyz").status()).isEqualTo(200);
    assertThat(new HttpGet(address, "evil.example", 10_000).get("/readyz").status()).isEqualTo(421);
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

  private void runHb(Path home) throws Exception {
    Process hb =
        new ProcessBuilder(BIN.resolve("hb").toString(), "links", "--run-dir", home.resolve("alice/run").toString())
            .redirectErrorStream(true).start();
    String shown = new String(hb.getInputStream().readAllBytes());
    assertThat(hb.waitFor()).as(shown).isZero();
    assertThat(shown).contains("lo:red", "lo:blue").doesNotContain("DEBUG");
  }
}
