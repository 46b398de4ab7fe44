package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hb convert: files with the right permissions, secrets never printed, exit statuses by meaning. */
class ConvertCommandTest {
  private static final String SECRET = "0123456789abcdefSECRET";
  private static final String GOOD =
      "keepalive 1\ndeadtime 10\nbcast eth0\nbcast eth1\nauto_failback off\nnode alice bob\n";

  @TempDir Path home;
  private Path source;
  private Path target;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    source = Files.createDirectory(home.resolve("ha.d"));
    target = home.resolve("new");
    write(GOOD, "auth 1\n1 sha1 " + SECRET + "\n");
  }

  private void write(String haCf, String keys) throws IOException {
    Files.writeString(source.resolve("ha.cf"), haCf);
    Files.writeString(source.resolve("haresources"), "");
    Files.writeString(source.resolve("authkeys"), keys);
    Files.setPosixFilePermissions(source.resolve("authkeys"), PosixFilePermissions.fromString("rw-------"));
  }

  private int convert(String... arguments) {
    String[] all = Stream.concat(Stream.of("convert"), Stream.of(arguments)).toArray(String[]::new);
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
  }

  private void refuses(String file, String... words) {
    err.getBuffer().setLength(0);
    assertThat(convert(home.resolve(file).toString())).as(file).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).as(file).contains(words).contains("What to do: ").doesNotContain("Exception").doesNotContain("REDACTED")
        .doesNotContain("StreamRead").doesNotContain(" it, it").hasLineCount(1);
  }

  /** What an administrator finds at three in the morning, and what it is told in words of this trade. */
  @Test
  void jsonThatIsNoneIsToldInPlainWords() throws IOException {
    Files.writeString(home.resolve("cut.json"), "{\n\"cluster\": {\"nodes\": [\"a\"");
    refuses("cut.json", "HB181 cut.json:2:", "Unexpected end-of-input");
    Files.write(home.resolve("binary.json"), new byte[] {(byte) 0x80, (byte) 0xff, 0, 7});
    refuses("binary.json", "HB180", "it is no text in UTF-8");
    Files.writeString(home.resolve("empty.json"), " \n");
    refuses("empty.json", "HB181", "the file is empty");
    Files.writeString(home.resolve("mark.json"), "\uFEFF{}");
    refuses("mark.json", "HB181 mark.json:1:1", "byte order mark");
    Files.writeString(home.resolve("twice.json"), "{\"cluster\": {},\n\"cluster\": {}}");
    refuses("twice.json", "HB181 twice.json:2:", "a name stands twice in one object");
    Files.writeString(home.resolve("deep.json"), "[".repeat(100_000));
    refuses("deep.json", "HB181", "nested too deeply");
    Files.writeString(home.resolve("comma.json"), "{\"cluster\": {},}");
    refuses("comma.json", "HB181 comma.json:1:16", "Unexpected character");
    refuses("none.json", "HB180", "there is no such file");
    Files.createDirectory(home.resolve("directory.json"));
    refuses("directory.json", "HB180", "there is no such file");
    Files.writeString(home.resolve("ends.json"), "{\"secrets\": \"missing.json\"}");
    refuses("ends.json", "HB180 Cannot read " + home.resolve("missing.json"), "there is no such file");
  }

  @Test
  void filesThatAreNoneAreToldInPlainWords() throws IOException {
    refuses("nowhere", "HB960", "there is no such file");
    Files.delete(source.resolve("authkeys"));
    Files.createDirectory(source.resolve("authkeys"));
    refuses("ha.d", "HB960", "authkeys (it is a directory)");
    Files.delete(source.resolve("authkeys"));
    Files.writeString(source.resolve("ha.cf"), "\uFEFF" + GOOD);
    err.getBuffer().setLength(0);
    assertThat(convert(source.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB101 ha.cf:1").contains("byte order mark");
    Files.writeString(source.resolve("ha.cf"), GOOD.replace("\n", "\r\n"));
    assertThat(convert(source.toString(), "-o", target.toString())).as("as C reads it").isEqualTo(Exit.OK);
    assertThat(convert(source.toString(), "-o", home.resolve("ha.d/ha.cf").toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB962").contains("ha.cf: something that is no directory has that name.");
  }

  @Test
  void thereAndBackThroughFiles() throws IOException {
    write(GOOD + "stonith_host * baytech 10.0.0.3 login PASSWORD\n# stonith_host * x old OLDPASSWORD\n", "auth 1\n1 sha1 " + SECRET + "\n");
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.OK);
    assertThat(mode("heartbeat.secrets.json")).isEqualTo("rw-------");
    assertThat(mode("heartbeat.json")).isEqualTo("rw-r--r--");
    assertThat(Files.readString(target.resolve("heartbeat.json"))).doesNotContain(SECRET).doesNotContain("PASSWORD");
    assertThat(Files.list(target)).hasSize(2);

    source = target;
    target = home.resolve("back");
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.OK);
    assertThat(mode("authkeys")).isEqualTo("rw-------");
    assertThat(mode("ha.cf")).as("it holds a password").isEqualTo("rw-------");
    assertThat(Files.readString(target.resolve("authkeys"))).isEqualTo("auth 1\n1 sha1 " + SECRET + "\n");
    assertThat(Files.readString(target.resolve("ha.cf"))).contains("stonith_host * baytech 10.0.0.3 login PASSWORD\n");
    assertThat(target.resolve("haresources")).isEmptyFile();
    assertThat(out + "" + err).doesNotContain(SECRET).doesNotContain("PASSWORD");
  }

  @Test
  void ourOwnSectionsGoAlongBothWaysAndNothingIsLost() throws IOException {
    String token = "PASSWORD-of-the-api-0123456789abcdef";
    Path own = source.resolve("heartbeat.json");
    Files.writeString(own, "{\"http\": {\"address\": \"127.0.0.1:1\"}, \"tokens\": [{\"name\": \"a\", \"token\": \"" + token + "\"}],"
        + "\"comments\": {\"/http\": {\"before\": [\"# mine\"]}}}");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    assertThat(convert(source.toString(), "-o", target.toString())).as(err.toString()).isEqualTo(Exit.OK);
    JsonObject all = new JsonObject(Files.readString(target.resolve("heartbeat.json")));
    assertThat(all.getJsonObject("http").getString("address")).isEqualTo("127.0.0.1:1");
    assertThat(all.getJsonObject("timing").getInteger("deadtimeMillis")).isEqualTo(10_000);
    assertThat(all.encode()).doesNotContain(token);
    assertThat(Files.readString(target.resolve("heartbeat.secrets.json"))).contains(token).contains(SECRET);

    source = target;
    target = home.resolve("back");
    assertThat(convert(source.toString(), "-o", target.toString())).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(Files.readString(target.resolve("ha.cf"))).doesNotContain("http").doesNotContain("# mine");
    assertThat(new JsonObject(Files.readString(target.resolve("heartbeat.json"))).getMap()).containsOnlyKeys("secrets", "http", "comments");
    assertThat(new JsonObject(Files.readString(target.resolve("heartbeat.secrets.json"))).getMap()).containsOnlyKeys("tokens");
    assertThat(mode("heartbeat.secrets.json")).isEqualTo("rw-------");
    assertThat(out + "" + err).doesNotContain(SECRET).doesNotContain(token);

    source = target;
    target = home.resolve("again");
    assertThat(convert(source.toString(), "-o", target.toString())).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(new JsonObject(Files.readString(target.resolve("heartbeat.json")))).isEqualTo(all);
  }

  @Test
  void besideHaCfOnlyOurOwnSectionsCount() throws IOException {
    Files.writeString(source.resolve("heartbeat.json"), "{\"timing\": {\"deadtimeMillis\": 9000}}");
    assertThat(convert(source.toString())).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("HB185 heartbeat.json:1:13 /timing/deadtimeMillis: ha.cf:2 (deadtime) says this too.");
    assertThat(new JsonObject(out.toString()).getJsonObject("timing").getInteger("deadtimeMillis")).isEqualTo(10_000);
    assertThat(convert("--check", source.toString())).isEqualTo(Exit.DEGRADED);
  }

  @Test
  void whoConvertsInPlaceIsToldWhichOfTheTwoCounts() throws IOException {
    assertThat(convert(source.toString(), "-o", source.toString())).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("There is an ha.cf in " + source + ", too").contains("HB185");
    assertThat(convert(source.toString(), "-o", source.toString(), "--force")).as("again").isEqualTo(Exit.OK);
    err.getBuffer().setLength(0);
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.OK);
    assertThat(err.toString()).doesNotContain("There is an ha.cf in " + target);
  }

  @Test
  void withoutOutputSecretsAreLeftOut() {
    assertThat(convert(source.toString())).isEqualTo(Exit.OK);
    assertThat(new JsonObject(out.toString()).getJsonObject("timing").getInteger("deadtimeMillis")).isEqualTo(10_000);
    assertThat(out + "" + err).doesNotContain(SECRET).contains("not printed");
  }

  @Test
  void whoAsksGetsOneFileForTheOwnerAlone() throws IOException {
    assertThat(convert(source.toString(), "-o", target.toString(), "--inline-secrets")).isEqualTo(Exit.OK);
    assertThat(mode("heartbeat.json")).isEqualTo("rw-------");
    assertThat(Files.readString(target.resolve("heartbeat.json"))).contains(SECRET);
    assertThat(convert(target.toString())).isEqualTo(Exit.OK);
    Files.setPosixFilePermissions(target.resolve("heartbeat.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(convert(target.toString())).as("others may read it").isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB184").doesNotContain(SECRET);
  }

  @Test
  void whatIsThereIsNotReplacedUnlessForced() throws IOException {
    Files.createDirectory(target);
    Files.writeString(target.resolve("heartbeat.json"), "mine");
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB961");
    assertThat(Files.readString(target.resolve("heartbeat.json"))).isEqualTo("mine");
    assertThat(Files.list(target)).hasSize(1);
    assertThat(convert(source.toString(), "-o", target.toString(), "--force")).isEqualTo(Exit.OK);
  }

  @Test
  void checkSaysWhatIsDangerousAndWhy() throws IOException {
    assertThat(convert(source.toString(), "--check")).as("%s", out).isEqualTo(Exit.OK);
    Files.writeString(source.resolve("haresources"), "# the web\nalice 10.0.0.1 \\\n  apache\nbob 10.0.0.2\n");
    convert(source.toString(), "--check", "--json");
    assertThat(out.toString()).as("every line of haresources maps, too").contains("haresources:2", "to /resources/groups/0", "haresources:4", "to /resources/groups/1");
    out.getBuffer().setLength(0);
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.OK);
    convert(target.toString(), "--check");
    assertThat(out.toString()).containsPattern("maps +heartbeat.json:\\d+:\\d+ /resources/groups/1 +bob");
    try (Stream<Path> made = Files.list(target)) {
      for (Path file : made.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(target);
    write("keepalive 2\ndeadtime 5\nudp eth0\nnice_failback on\nrespawn root /bin/x\nnode alice bob\nhopfudge 2\n",
        "auth 1\n1 crc\n");
    Files.setPosixFilePermissions(source.resolve("authkeys"), PosixFilePermissions.fromString("rw-r--r--"));
    out.getBuffer().setLength(0);
    assertThat(convert(source.toString(), "--check", "--json")).isEqualTo(Exit.DEGRADED);
    String findings = new JsonObject(out.toString()).getJsonArray("findings").encode();
    assertThat(findings).contains("crc proves nothing", "one link only", "less than 5 times keepalive", "runs as root",
        "nice_failback", "HB201");
    assertThat(home.resolve("new")).doesNotExist();
  }

  @Test
  void errorsAreToldAllAtOnceAndNothingIsConverted() throws IOException {
    write("keepalive 5s\ndeadtime 10\nbcast eth0\nnode alice\nfoo bar\n", "1 sha1 " + SECRET + "\n");
    assertThat(convert(source.toString(), "-o", target.toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB103 ha.cf:1", "HB101 ha.cf:5", "HB209").doesNotContain(SECRET);
    assertThat(target).doesNotExist();
    assertThat(convert(source.toString(), "--check")).isEqualTo(Exit.FAILED);
    assertThat(convert(home.resolve("nowhere").toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB960");
  }
}
