package org.linuxha.heartbeat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** Every example of docs/examples, in all it can do, on the nodes of a demo. */
@Timeout(240)
class ExamplesIT {
  private static final Path HOME = Path.of(System.getProperty("heartbeat.home", "")).toAbsolutePath();
  private static final Path EXAMPLES = HOME.resolve("docs/examples");

  private final List<Process> started = new ArrayList<>();
  private Path tmp;
  private Path cluster;

  @BeforeEach
  void make() throws IOException {
    tmp = Files.createTempDirectory(Path.of("/tmp"), "hbit");
  }

  @AfterEach
  void remove() throws Exception {
    // the demo, first started, stops its nodes itself
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).destroy();
      if (!started.get(i).waitFor(40, TimeUnit.SECONDS)) {
        started.get(i).destroyForcibly();
      }
    }
    try (Stream<Path> all = Files.walk(tmp)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** How each is started, by language. */
  private static Map<String, List<String>> examples() {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    examples.put("sh", List.of("sh", EXAMPLES.resolve("example.sh").toString()));
    examples.put("python", List.of("python3", EXAMPLES.resolve("example.py").toString()));
    examples.put("javascript", List.of("node", EXAMPLES.resolve("example.mjs").toString()));
    examples.put("java", List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        HOME.resolve("target/heartbeat.jar") + ":" + HOME.resolve("target/lib") + "/*",
        EXAMPLES.resolve("Example.java").toString()));
    return examples;
  }

  private Path start(String name, String node, List<String> command, String... words) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(words));
    Path output = tmp.resolve(name);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("TMPDIR", tmp.toString());
    if (!node.isEmpty()) {
      builder.environment().put("HEARTBEAT_SOCKET", cluster.resolve(node).resolve("run/api.sock").toString());
    }
    started.add(builder.start());
    return output;
  }

  private void end(Path output) throws Exception {
    Process last = started.get(started.size() - 1);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).as(output.toString()).isTrue();
    assertThat(last.exitValue()).as(Files.readString(output)).isZero();
  }

  private static void waitFor(Path output, String text) throws Exception {
    waitFor(output, text, 1);
  }

  private static void waitFor(Path output, String text, int times) throws Exception {
    long limit = System.nanoTime() + 100_000_000_000L;
    while (Files.readString(output).split(Pattern.quote(text), -1).length <= times) {
      assertThat(System.nanoTime()).as("waited 100 s for '" + text + "' in " + output + ":\n" + Files.readString(output))
          .isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void everyExampleAsksWatchesSendsAndReceives() throws Exception {
    List<String> demo = List.of(HOME.resolve("bin/heartbeat").toString(), "demo");
    Path output = start("demo", "", demo, "--plain");
    waitFor(output, "All nodes are active");
    Matcher home = Pattern.compile("Everything is in ([^;]+);").matcher(Files.readString(output));
    assertThat(home.find()).isTrue();
    cluster = Path.of(home.group(1));

    Map<String, List<String>> examples = examples();
    assumeTrue(has("node") || "root".equals(System.getProperty("user.name")), "without Node.js");
    Map<String, Path> watchers = new LinkedHashMap<>();
    Map<String, Path> receivers = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> each : examples.entrySet()) {
      watchers.put(each.getKey(), start(each.getKey() + "-watch", "alice", each.getValue(), "watch"));
      receivers.put(each.getKey(), start(each.getKey() + "-receive", "carol", each.getValue(), "receive"));
      Path nodes = start(each.getKey() + "-nodes", "bob", each.getValue(), "nodes");
      end(nodes);
      assertThat(Files.readString(nodes)).as(each.getKey()).contains("alice", "bob", "carol", "active", "it says so");
    }
    for (Path watcher : watchers.values()) {
      waitFor(watcher, "as node alice sees it");
    }
    // a receiver says nothing when it begins: the Java one began last, so once it hears all do
    for (int i = 0; !Files.readString(receivers.get("java")).contains("warm up"); i++) {
      assertThat(i).as("receivers hear nothing").isLessThan(50);
      end(start("warm-up-" + i, "alice", examples.get("sh"), "send", "warm up"));
    }
    for (Map.Entry<String, List<String>> each : examples.entrySet()) {
      end(start(each.getKey() + "-send", "alice", each.getValue(), "send", "a \"word\" \\ from " + each.getKey()));
    }
    for (String language : examples.keySet()) {
      for (Map.Entry<String, Path> receiver : receivers.entrySet()) {
        boolean json = receiver.getKey().equals("sh");
        waitFor(receiver.getValue(), (json ? "a \\\"word\\\" \\\\ from " : "alice says a \"word\" \\ from ") + language);
      }
    }
    theJavaChannelSendsAndReceives(examples.get("java"), receivers.get("python"));
    end(start("kill", "", demo, "kill", "bob"));
    for (Path watcher : watchers.values()) {
      waitFor(watcher, "Node bob is dead: no status for ");
    }
    theyGoOnWhenTheDaemonComesBack(demo, watchers);
  }

  private void theJavaChannelSendsAndReceives(List<String> java, Path other) throws Exception {
    Path chat = start("java-chat", "alice", java, "chat");
    Process program = started.get(started.size() - 1);
    waitFor(chat, "On node alice");
    try (java.io.Writer keyboard = program.outputWriter()) {
      keyboard.write("one\ntwo\n");
      keyboard.flush();
      waitFor(chat, "alice says two");
      waitFor(other, "alice says two");
    }
    end(chat);
  }

  private void theyGoOnWhenTheDaemonComesBack(List<String> demo, Map<String, Path> watchers) throws Exception {
    end(start("kill-alice", "", demo, "kill", "alice"));
    end(start("start-alice", "", demo, "start", "alice"));
    for (String language : List.of("python", "javascript", "java")) {
      waitFor(watchers.get(language), "lost the daemon");
      // its new life begins with a snapshot: the second
      waitFor(watchers.get(language), "as node alice sees it", 2);
    }
  }

  private static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
