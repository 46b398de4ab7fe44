package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.linuxha.heartbeat.auth.AuthKeysParser;

/** Configurations as people have them: there and back nothing changes its meaning, no comment is lost. */
public class CorpusTest {
  private static final Path DEBIAN = Path.of("/usr/share/doc/heartbeat/ha.cf.gz");
  private static final String GUIDE =
      "autojoin none\nmcast bond0 239.0.0.43 694 1 0\nbcast eth2\nwarntime 5\ndeadtime 15\ninitdead 60\n"
          + "keepalive 2\nnode alice\nnode bob\npacemaker respawn\n";

  /** The shapes of notation/shapes.txt. */
  public static Stream<String> shapes() throws IOException {
    try (InputStream in = CorpusTest.class.getResourceAsStream("/notation/shapes.txt")) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^----\n"));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyShapeKeepsItsMeaningAndItsComments() throws IOException {
    assertThat(shapes()).hasSizeGreaterThanOrEqualTo(30);
    return shapes().map(text -> DynamicTest.dynamicTest(text.lines().filter(line -> line.startsWith("#"))
        .reduce((a, b) -> b).orElse("") , () -> sameAgain(text)));
  }

  @Test
  void theSampleOfTheGuide() throws IOException {
    JsonObject json = sameAgain(GUIDE);
    assertThat(json.getJsonObject("timing").getInteger("deadtimeMillis")).isEqualTo(15_000);
    assertThat(json.getJsonObject("cluster").getJsonArray("nodes")).containsExactly("alice", "bob");
    assertThat(json.getJsonObject("pacemaker").getString("mode")).isEqualTo("respawn");
  }

  @Test
  void ourOwnSamples() throws IOException {
    sameAgain(Files.readString(Path.of("conf/ha.cf")));
    sameAgain(Files.readString(Path.of("conf/ha.cf")).replaceAll("(?m)^#(?=[a-z])", ""));
  }

  @Test
  void theAnnotatedSampleOfDebianAsItIsButForTwoNodesAndALink() throws IOException {
    sameAgain(debian() + "node ken3 kathy\nbcast eth0\n");
  }

  @Test
  void theAnnotatedSampleOfDebianWithEveryDirectiveSwitchedOn() throws IOException {
    String everything = debian()
        .replaceAll("(?m)^#(?=[a-z]+[_a-z0-9]*\\s)(?!hbaping|\\s*apiauth client-name|respawn userid)", "")
        .replace("msgfmt  classic/netstring", "msgfmt classic")
        .replace("# use_logd yes/no", "use_logd yes")
        .replaceFirst("(?m)^apiauth ipfail uid=hacluster$", "#apiauth ipfail uid=hacluster");
    JsonObject json = sameAgain(everything);
    assertThat(json.fieldNames()).contains("stonith", "clients", "programs", "messages", "machine", "log");
    assertThat(json.getJsonObject("network").getJsonArray("media").size()).isGreaterThan(12);
  }

  private static String debian() throws IOException {
    assumeTrue(Files.exists(DEBIAN), "skipped: the package heartbeat is not installed");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DEBIAN))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The JSON of that ha.cf, when all that must hold of it holds. */
  private static JsonObject sameAgain(String haCf) {
    ToJson json = ToJson.of(new ConfigFiles(haCf, Optional.empty(), Optional.empty()));
    assertThat(json.isUsable()).as("%s", json.problems()).isTrue();
    SchemaCheck.Result read = SchemaCheck.read("heartbeat.json", json.everything().encodePrettily());
    assertThat(read.problems()).isEmpty();
    String again = FromJson.files(read.json().orElseThrow()).haCf();
    assertThat(Meaning.of(again)).as(again).isEqualTo(Meaning.of(haCf));
    assertThat(Meaning.comments(again)).isEqualTo(Meaning.comments(haCf));
    return json.everything();
  }

  @Test
  void keysAndResourcesComeBackWithTheirComments() {
    String keys = "# made in May\n\nauth 2\n# the old one\n1 md5 abc\n2 sha1 a#b\u00e9c\n3 crc\n# below\n";
    String resources = "# ours\n\nalice 10.0.0.1 drbddisk::r0 \\\n  Filesystem::/dev/drbd0::/data::ext3 # disk\n# web\nbob apache2\nalice\n# end\n";
    ToJson json = ToJson.of(new ConfigFiles(GUIDE.replace("pacemaker respawn", "auto_failback off"), Optional.of(keys), Optional.of(resources)));
    assertThat(json.problems()).filteredOn(p -> p.code().id().startsWith("HB17")).isEmpty();
    assertThat(json.main().encode()).doesNotContain("a#b").doesNotContain("old one");
    JsonObject whole = SchemaCheck.read("x.json", json.everything().encodePrettily()).json().orElseThrow();
    ConfigFiles again = FromJson.files(whole);
    assertThat(AuthKeysParser.parse("authkeys", again.authkeys().orElseThrow()).ring())
        .isEqualTo(AuthKeysParser.parse("authkeys", keys).ring()).isPresent();
    assertThat(Meaning.comments(again.authkeys().orElseThrow().replaceAll("(?m)^\\d.*", ""))).hasSize(3);
    assertThat(whole.getJsonObject("resources").getJsonArray("groups")).hasSize(3);
    assertThat(again.haresources().orElseThrow())
        .contains("alice 10.0.0.1 drbddisk::r0 Filesystem::/dev/drbd0::/data::ext3").contains("# web\nbob apache2\nalice\n");
    assertThat(Meaning.comments(again.haresources().orElseThrow())).isEqualTo(Meaning.comments(resources));
  }
}
