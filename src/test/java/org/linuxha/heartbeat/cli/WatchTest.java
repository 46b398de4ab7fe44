package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** hb watch and hb explain against daemons that say what they are told. */
@Timeout(30)
class WatchTest {
  private static final String MEMBERSHIP = "\"membership\":{\"state\":\"formed\",\"quorum\":true}";

  @TempDir Path runDir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hb(String... arguments) {
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static String event(long seq, String type, String text) {
    return "{\"seq\":" + seq + ",\"epoch\":\"e1\",\"time\":\"2026-01-01T00:00:00.500Z\",\"type\":\"" + type
        + "\",\"subject\":\"bob\",\"text\":\"" + text + "\",\"reason\":null,\"data\":{\"nodes\":[{\"name\":\"bob\",\"status\":\"active\"}],"
        + MEMBERSHIP + "},\"evidence\":null}\n";
  }

  private static String stream(String... lines) {
    StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String line : lines) {
      answer.append(Integer.toHexString(line.length())).append("\r\n").append(line).append("\r\n");
    }
    return answer.toString();
  }

  private String[] watch(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "watch";
    arguments[1] = "--run-dir";
    arguments[2] = runDir.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return arguments;
  }

  @Test
  void eventsAreLinesForPeopleAndPingsAreNot() throws Exception {
    try (OneAnswer daemon = new OneAnswer(runDir,
        stream(event(7, "snapshot", "x"), event(7, "ping", "quiet"), event(8, "node.status", "Node bob is dead: silent.")))) {
      assertThat(hb(watch("--count", "1", "--type", "node,membership"))).isEqualTo(Exit.OK);
      assertThat(daemon.request()).startsWith("GET /api/v1/events?ping=2&type=node&type=membership HTTP/1.1");
    }
    assertThat(out.toString().lines().map(line -> line.substring("00:00:00.500".length())))
        .containsExactly(
            "  -- bob sees bob active; membership formed with quorum.",
            "  node.status         Node bob is dead: silent.");
  }

  @Test
  void itEndsWhenNobodyReadsAnyMore() throws Exception {
    try (OneAnswer daemon = new OneAnswer(runDir, stream(event(7, "snapshot", "x"), event(7, "ping", "quiet")))) {
      Writer closedPipe = new Writer() {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
          throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
      assertThat(Hb.run(new PrintWriter(closedPipe, true), new PrintWriter(err, true), watch("--json"))).isEqualTo(Exit.OK);
      assertThat(daemon.request()).isNotEmpty();
    }
  }

  @Test
  void jsonIsTheStreamAsItIs() throws Exception {
    String first = event(7, "snapshot", "x");
    String second = event(8, "node.status", "y");
    try (OneAnswer daemon = new OneAnswer(runDir, stream(first, second))) {
      assertThat(hb(watch("--count", "1", "--json"))).isEqualTo(Exit.OK);
      assertThat(daemon.request()).isNotEmpty();
    }
    assertThat(out.toString()).isEqualTo(first + second);
  }

  @Test
  void aDaemonThatWasAwayIsWaitedForAndTheStreamGoesOnWhereItWas() throws Exception {
    CompletableFuture<Integer> watching;
    try (OneAnswer daemon = new OneAnswer(runDir, stream(event(7, "snapshot", "x"), event(8, "node.status", "one")))) {
      watching = CompletableFuture.supplyAsync(() -> hb(watch("--count", "2")));
      assertThat(daemon.request()).isNotEmpty();
      awaitOutput("waiting for it");
    }
    try (OneAnswer again = new OneAnswer(runDir, stream(event(8, "resumed", "r"), event(9, "node.status", "two")))) {
      assertThat(again.request()).startsWith("GET /api/v1/events?ping=2&since=8&epoch=e1 HTTP/1.1");
      assertThat(watching.get(20, TimeUnit.SECONDS)).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).contains("nothing was missed").contains("two");
  }

  private void awaitOutput(String part) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!out.toString().contains(part)) {
      assertThat(System.nanoTime()).as(part).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void noDaemonAtTheStartIsSaidAndARefusalToo() throws Exception {
    assertThat(hb(watch())).isEqualTo(Exit.NOT_RUNNING);
    assertThat(err.toString()).contains("HB950");
    try (OneAnswer daemon = OneAnswer.json(runDir, 400,
        "{\"id\":\"HB880\",\"detail\":\"type=weather is no type.\",\"remedy\":\"See docs/events.md.\"}")) {
      assertThat(hb(watch("--type", "weather"))).isEqualTo(Exit.FAILED);
      assertThat(daemon.request()).contains("type=weather");
    }
    assertThat(err.toString()).contains("HB880 type=weather is no type. What to do: See docs/events.md.");
  }

  @Test
  void anIdIsExplainedWithoutADaemon() {
    assertThat(hb("explain", "hb510", "--run-dir", runDir.toString())).isEqualTo(Exit.OK);
    assertThat(out.toString()).startsWith("HB510 (warn)\nWhat it means: ").contains("\nWhat to do:    ");
    assertThat(hb("explain", "HB999")).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("there is no HB999");
  }

  @Test
  void theLastDecisionIsExplainedInSentences() throws IOException {
    try (OneAnswer daemon = OneAnswer.json(runDir, 200,
        "[{\"explanation\":[\"old\"]},{\"explanation\":[\"Node bob was declared dead.\",\"Look at bob.\"]}]")) {
      assertThat(hb("explain", "--run-dir", runDir.toString())).isEqualTo(Exit.OK);
      assertThat(daemon).isNotNull();
    }
    assertThat(out.toString()).isEqualTo("  Node bob was declared dead.\n  Look at bob.\n");
  }

  @Test
  void aNodeIsExplainedAndWhatItSaysCannotSteerTheTerminal() throws Exception {
    try (OneAnswer daemon = OneAnswer.json(runDir, 200,
        "{\"now\":[\"Node bob is \\u001b[31m.\"],\"explanation\":[\"Because.\"],\"decisions\":[{\"time\":\"t\",\"text\":\"Before.\"}]}")) {
      assertThat(hb("explain", "bob", "--run-dir", runDir.toString())).isEqualTo(Exit.OK);
      assertThat(daemon.request()).startsWith("GET /api/v1/nodes/bob/explanation HTTP/1.1");
    }
    assertThat(out.toString())
        .isEqualTo("Now\n  Node bob is ?[31m.\n\nWhy\n  Because.\n\nWhat came before\n  t  Before.\n");
  }
}
