package org.linuxha.heartbeat.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.util.Optional;
import org.linuxha.heartbeat.config.ApiToken;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** The configuration directory, read as a whole. */
class ConfigLoaderTest {
  @TempDir Path config;
  private Places places;
  private ConfigLoader loader;
  private GoodConfiguration good;

  @BeforeEach
  void aGoodConfiguration() throws IOException {
    good = new GoodConfiguration(config);
    places = good.places();
    loader = good.loader();
  }

  private void write(String name, String text) throws IOException {
    good.write(name, text);
  }

  private Loaded load() {
    return good.load();
  }

  private static List<Code> codes(Loaded loaded) {
    return loaded.problems().stream().map(Problem::code).toList();
  }

  @Test
  void aGoodConfigurationIsUsable() {
    Loaded loaded = load();
    assertThat(loaded.isUsable()).as("%s", loaded.problems()).isTrue();
    assertThat(loaded.configuration()).isPresent();
    assertThat(loaded.keys()).isPresent();
    assertThat(loaded.resources()).isNull();
  }

  @Test
  void theErrorsOfAllFilesComeInOneGo() throws IOException {
    write("ha.cf", "bogus\nmcast lo 239.0.0.1 694 0 1\nnode alice\n");
    write("authkeys", "1 sha1 x\n");
    assertThat(codes(load())).contains(Code.DIRECTIVE_UNKNOWN, Code.AUTH_LINE_MISSING);
    assertThat(load().isUsable()).isFalse();
  }

  @Test
  void missingFilesAreNamedWithTheirPath() throws IOException {
    Files.delete(config.resolve("authkeys"));
    Files.delete(config.resolve("haresources"));
    assertThat(codes(load())).contains(Code.AUTHKEYS_UNREADABLE, Code.HARESOURCES_MISSING);
    Files.delete(config.resolve("ha.cf"));
    assertThat(load().problems())
        .anySatisfy(p -> assertThat(p.text())
            .isEqualTo("Cannot open config file [" + config + "/ha.cf]: No such file or directory."));
  }

  @Test
  void keysThatOthersMayReadAreRefused() throws IOException {
    Files.setPosixFilePermissions(config.resolve("authkeys"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(codes(load())).contains(Code.AUTHKEYS_READABLE_BY_OTHERS);
    assertThat(load().isUsable()).isFalse();
  }

  @Test
  void resourcesInHaresourcesAreLeftToThePeersAndSaidOnce() throws IOException {
    write("haresources", "alice 192.0.2.7\n");
    Loaded loaded = load();
    assertThat(loaded.isUsable()).isTrue();
    assertThat(loaded.resources()).contains("will not take resources");
    assertThat(codes(loaded)).containsOnlyOnce(Code.HARESOURCES_NOT_TAKEN);
  }

  @Test
  void besideHaCfOurOwnSectionsAreReadAndEverythingElseIsAWarningThatNamesBothPlaces() throws IOException {
    write("heartbeat.json", "{}");
    assertThat(codes(load())).isEmpty();
    write("ha.cf", "deadtime 30\nmcast lo 239.0.0.1 694 0 1\nnode alice\ndeadtime 20\nauto_failback off\n");
    write("heartbeat.json", """
        {
          "http": {"address": "127.0.0.1:99999", "hosts": ["Alice.example.com"]},
          "timing": {"deadtimeMillis": 20000, "keepaliveMillis": 1000},
          "network": {"media": [{"kind": "bcast", "device": "eth0"}]},
          "keys": {"active": 1, "all": [{"number": 1, "method": "sha1", "key": "of-a-test"}]},
          "tokens": [{"name": "a", "token": "0123456789abcdef0123456789abcdef"}, {"name": "b", "token": "0123456789abcdef0123456789abcdef"}]
        }
        """);
    List<Problem> problems = load().problems();
    assertThat(problems).extracting(p -> p.code().id() + " " + p.place()).containsExactly(
        "HB185 heartbeat.json:3:14 /timing/deadtimeMillis", "HB185 heartbeat.json:3:39 /timing/keepaliveMillis",
        "HB185 heartbeat.json:4:15 /network/media", "HB185 heartbeat.json:5:3 /keys",
        "HB192 heartbeat.json:2:12 /http/address", "HB196 heartbeat.json:6:74 /tokens/1");
    assertThat(problems).extracting(Problem::text).startsWith(
        "ha.cf:4 (deadtime) says this too.", "Beside an ha.cf only that says what the cluster is, and this is not in it.",
        "ha.cf:2 (mcast) says this too.", "Beside an ha.cf only authkeys says this.");
    assertThat(problems.toString()).doesNotContain("0123456789abcdef").doesNotContain("of-a-test");
    write("heartbeat.json", "{\"timing\": {\"deadtimeMillis\": 9000}, \"http\": {\"address\": \"127.0.0.1:1\"}}");
    Loaded both = load();
    assertThat(codes(both)).containsExactly(Code.CONFIGURED_TWICE);
    assertThat(both.isUsable()).as("a node starts beside a file that was left over").isTrue();
    assertThat(both.own().address()).isEqualTo(new HttpAddress("127.0.0.1", 1));
    write("heartbeat.json", "{\"http\": {\"address\": \"127.0.0.1:1\", \"hosts\": [\"Alice.example.com\"]}}");
    Loaded loaded = load();
    assertThat(codes(loaded)).isEmpty();
    assertThat(loaded.own().address()).isEqualTo(new HttpAddress("127.0.0.1", 1));
    assertThat(loaded.own().hosts()).containsExactly("alice.example.com");
    assertThat(loaded.configuration().orElseThrow().cluster().timing().deadtime()).isEqualTo(20_000);
    assertThat(good.loader().load("alice", false, Optional.of(HttpAddress.OFF)).own().address().isOff()).as("the option counts more").isTrue();
  }

  @Test
  void theLogIsAsHeartbeatJsonHasItAndUnknownPackagesAreErrors() throws IOException {
    write("heartbeat.json", "{\"logging\": {\"levels\": {\"membership\": \"debug\", \"io.netty\": \"off\"}, \"format\": \"json\", \"queueLines\": 64}}");
    assertThat(load().problems()).isEmpty();
    assertThat(load().own().logging()).isEqualTo(new LoggingSettings(
        java.util.Map.of("membership", LoggingSettings.Level.DEBUG, "io.netty", LoggingSettings.Level.OFF), true, 64));
    write("heartbeat.json", "{\"logging\": {\"levels\": {\"membershp\": \"debug\"}}}");
    assertThat(load().isUsable()).isFalse();
    assertThat(load().problems().get(0).place()).startsWith("heartbeat.json:1:");
  }

  @Test
  void theSampleOfOurOwnSectionsIsReadAsItStands() throws IOException {
    write("heartbeat.json", Files.readString(Path.of("conf/heartbeat.own.json")));
    Loaded loaded = load();
    assertThat(loaded.problems()).extracting(problem -> problem.code().id()).as("its certificate is nowhere").containsOnly("HB194");
    assertThat(loaded.own().hosts()).containsExactly("alice.example.com");
    assertThat(loaded.own().tokens()).hasSize(1);
    assertThat(loaded.own().logging().json()).isTrue();
  }

  @Test
  void whatOtherMachinesReachNeedsTlsAndAToken() throws IOException {
    write("heartbeat.json", "{\n \"http\": {\"address\": \"0.0.0.0:8694\"}}");
    assertThat(load().problems()).singleElement().matches(p -> p.code() == Code.HTTP_UNPROTECTED
        && p.place().equals("heartbeat.json:2:11 /http/address") && p.text().contains("no TLS and no token"));
    Files.delete(config.resolve("heartbeat.json"));
    Loaded loaded = good.loader().load("alice", false, Optional.of(new HttpAddress("192.0.2.1", 80)));
    assertThat(codes(loaded)).containsExactly(Code.HTTP_UNPROTECTED);
    assertThat(loaded.problems().get(0).place()).isEqualTo("--http");
  }

  @Test
  void tokensInAFileThatOthersMayReadAreRefusedAndHashesAreNot() throws IOException {
    write("heartbeat.json", "{\"tokens\": [{\"name\": \"a\", \"token\": \"0123456789abcdef0123456789abcdef\"}]}");
    assertThat(codes(load())).isEmpty();
    assertThat(load().own().tokens().get(0).is(ApiToken.hash("0123456789abcdef0123456789abcdef"))).isTrue();
    assertThat(load().own().toString()).doesNotContain("0123456789abcdef");
    Files.setPosixFilePermissions(config.resolve("heartbeat.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(codes(load())).containsExactly(Code.SECRETS_READABLE_BY_OTHERS);
    String hash = java.util.HexFormat.of().formatHex(ApiToken.hash("0123456789abcdef0123456789abcdef"));
    Files.writeString(config.resolve("heartbeat.json"), "{\"tokens\": [{\"name\": \"a\", \"sha256\": \"" + hash + "\"}]}");
    assertThat(codes(load())).isEmpty();
    assertThat(load().own().tokens().get(0).is(ApiToken.hash("0123456789abcdef0123456789abcdef"))).isTrue();
  }

  @Test
  void heartbeatJsonAloneIsReadAndItsProblemsAreToldWhereTheyAre() throws IOException {
    Files.delete(config.resolve("ha.cf"));
    Files.delete(config.resolve("haresources"));
    write("heartbeat.json", """
        {
          "cluster": {"nodes": ["alice"]},
          "timing": {"keepaliveMillis": 1000, "deadtimeMillis": 1500},
          "network": {"media": [{"kind": "mcast", "device": "lo", "group": "239.0.0.1", "ttl": 0, "loop": true}]},
          "resources": {"autoFailback": false, "groups": [{"node": "carol", "resources": ["10.0.0.1"]}]},
          "machine": {"memoryReserveKib": 8000}
        }
        """);
    assertThat(load().problems()).extracting(p -> p.code().id() + " " + p.place())
        .containsExactly("HB120 heartbeat.json:3:39 /timing/deadtimeMillis");
    write("heartbeat.json", Files.readString(config.resolve("heartbeat.json")).replace("1500", "15000"));
    assertThat(load().problems()).extracting(p -> p.code().id() + " " + p.place())
        .containsExactly("HB171 heartbeat.json:5:51 /resources/groups/0");
    write("heartbeat.json", Files.readString(config.resolve("heartbeat.json")).replace("carol", "alice").replace("[\"10.0.0.1\"]", "[]"));
    Loaded loaded = load();
    assertThat(loaded.isUsable()).as("%s", loaded.problems()).isTrue();
    assertThat(loaded.keys()).as("authkeys stands in for keys").isPresent();
    assertThat(loaded.configuration().orElseThrow().cluster().timing().deadtime()).isEqualTo(15_000);
    assertThat(loaded.configuration().orElseThrow().notYetActive().get(0).place())
        .isEqualTo("heartbeat.json:6:15 /machine/memoryReserveKib");

    write("heartbeat.json", Files.readString(config.resolve("heartbeat.json")).replaceFirst("\\{", "{\"secrets\": \"heartbeat.secrets.json\","));
    assertThat(codes(load())).containsExactly(Code.JSON_UNREADABLE);
    write("heartbeat.secrets.json", "{\"keys\": {\"active\": 2,\n \"all\": [{\"number\": 1, \"method\": \"sha1\", \"key\": \"x\"}]}}");
    assertThat(codes(load())).containsExactly(Code.ACTIVE_KEY_MISSING);
    Files.setPosixFilePermissions(config.resolve("heartbeat.secrets.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(codes(load())).containsExactly(Code.SECRETS_READABLE_BY_OTHERS);
  }
}
