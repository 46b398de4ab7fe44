package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.config.hacf.TableText;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.CorpusTest;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.ToJson;

/**
 * The tables of DirectiveTest and AuthKeysParserTest before the real C daemon, in private
 * namespaces: it accepts what we accept and refuses what we refuse, except where a table says
 * {@code C:}. By default every exception and every third line, which third is the seed's; bin/test
 * --all takes all.
 */
class HaCfAgainstCIT {
  private static final Path DAEMON = Path.of("/usr/libexec/heartbeat/heartbeat");
  private static final long PATIENCE_MINUTES = 8;

  @TempDir
  static Path cases;

  /** The C daemon's answer by the name of the case's directory. */
  private static final Map<String, String> ANSWERS = new HashMap<>();

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /** A line of a table: what we do, what C shall do, the files. */
  private record Row(String text, String expectedOfC) {}

  @BeforeAll
  static void askTheDaemonAboutAllCases() throws Exception {
    assumeTrue(Files.isExecutable(DAEMON),
        "skipped: " + DAEMON + " is missing (apt-get install -y heartbeat)");
    assumeTrue("0".equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString()),
        "skipped: namespaces need root");
    for (String[] row : table("/config/directives.txt")) {
      prepare("ha.cf", row, TableText.haCf(row[1]), "auth 1\n1 crc\n");
    }
    for (String[] row : table("/auth/authkeys.txt")) {
      prepare("authkeys", row, TableText.BASE, TableText.unescape(row[1]));
    }
    // every eighth shape of the corpus, written as JSON and back; all with --all
    int shape = 0;
    for (String text : CorpusTest.shapes().toList()) {
      if (Boolean.getBoolean("heartbeat.test.all") || shape++ % 8 == 0) {
        JsonObject json = ToJson.of(new ConfigFiles(text, Optional.empty(), Optional.empty())).everything();
        prepare("converted", new String[] {"yes", text.lines().limit(2).toList().toString()}, FromJson.files(json).haCf(),
            "auth 1\n1 crc\n");
      }
    }
    prepare("conf", new String[] {"yes", "the samples"}, sample("ha.cf"), sample("authkeys"));
    run();
  }

  private static String sample(String name) throws IOException {
    return Files.readString(Path.of("conf", name), StandardCharsets.ISO_8859_1);
  }

  private static List<String[]> table(String resource) throws IOException {
    boolean all = Boolean.getBoolean("heartbeat.test.all");
    List<String[]> rows = new ArrayList<>();
    long number = Long.getLong("heartbeat.test.seed", 0);
    for (String line : text(resource).split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] row = line.split("\\|", 3);
      boolean exception = row[0].contains("C:");
      if (exception || all || number++ % 3 == 0) {
        rows.add(new String[] {row[0].strip(), row[1].strip()});
      }
    }
    return rows;
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = HaCfAgainstCIT.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void prepare(String kind, String[] row, String haCf, String authkeys)
      throws IOException {
    String name = "%04d".formatted(ROWS.size());
    Path directory = Files.createDirectory(cases.resolve(name));
    Files.writeString(directory.resolve("ha.cf"), haCf, StandardCharsets.ISO_8859_1);
    Files.writeString(directory.resolve("haresources"), "");
    Path keys = directory.resolve("authkeys");
    Files.writeString(keys, authkeys, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    String[] verdict = row[0].split(" +C:");
    ROWS.put(name, new Row(kind + ": " + row[1], verdict[verdict.length - 1]));
  }

  private static void run() throws Exception {
    Path script = Files.writeString(cases.resolve("c-verdicts.sh"), text("/config/c-verdicts.sh"));
    Path errors = cases.resolve("errors");
    Path answers = cases.resolve("answers");
    Process process = new ProcessBuilder("unshare", "-m", "-n", "-u", "-i", "bash",
        script.toString(), cases.toString(), DAEMON.toString())
        .redirectOutput(answers.toFile()).redirectError(errors.toFile()).start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as("the C daemon answered in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    for (String line : Files.readAllLines(answers)) {
      String[] words = line.split(" ");
      ANSWERS.put(words[0], words[1]);
    }
  }

  @TestFactory
  Stream<DynamicTest> theCDaemonJudgesAsTheTableSays() {
    return ROWS.entrySet().stream().map(entry -> DynamicTest.dynamicTest(
        entry.getValue().text(),
        () -> assertThat(ANSWERS.get(entry.getKey())).isEqualTo(entry.getValue().expectedOfC())));
  }

  @Test
  void enoughCasesWereAsked() {
    assertThat(ANSWERS).hasSize(ROWS.size()).hasSizeGreaterThan(150);
    assertThat(ANSWERS.values()).contains("yes", "no");
  }
}
