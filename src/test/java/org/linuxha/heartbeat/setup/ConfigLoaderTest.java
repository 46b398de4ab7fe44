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
  void heartbeatJsonAloneIsReadAndItsProblemsAreToldWhereTheyAre() throws IOException {
    write("heartbeat.json", "{}");
    assertThat(codes(load())).as("ha.cf counts").containsExactly(Code.JSON_NOT_USED);
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
