package org.linuxha.heartbeat.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.util.Optional;
import org.linuxha.heartbeat.config.ApiToken;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.Medium;
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
  void theSampleOfOurOwnSectionsIsReadAsItStandsBesideThatOfHaCf() throws IOException {
    // a device that this machine has could lack the addresses
    write("ha.cf", Files.readString(Path.of("conf/ha.cf")).replace("eth0", "nosuch0"));
    write("heartbeat.json", Files.readString(Path.of("conf/heartbeat.own.json")).replace("eth0", "nosuch0"));
    Loaded loaded = load();
    assertThat(loaded.problems()).extracting(problem -> problem.code().id()).as("its certificate is nowhere, nor the device")
        .containsOnly("HB194", "HB135");
    assertThat(loaded.own().hosts()).containsExactly("alice.example.com");
    assertThat(loaded.own().tokens()).hasSize(1);
    assertThat(loaded.own().logging().json()).isTrue();
    assertThat(loaded.own().links().names(media(loaded))).isEqualTo(Map.of("nosuch0", "blue"));
  }

  private static List<Medium> media(Loaded loaded) {
    return loaded.configuration().orElseThrow().cluster().media();
  }

  @Test
  void linksAndFaultsAreReadForTheMediaThatTheyName() throws IOException {
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nmcast lo:red 239.0.0.2 694 0 1\nnode alice bob\nauto_failback off\n");
    write("heartbeat.json", """
        {
          "links": {
            "mcast lo": {"name": "all"},
            "mcast lo 239.0.0.1": {"name": "blue", "bind": {"alice": "127.0.0.1", "bob": "10.0.0.2"}}
          },
          "faults": {"mcast lo:red": {"lossPercent": 20, "nodes": ["bob"]}}
        }
        """);
    Loaded loaded = load();
    assertThat(loaded.problems()).isEmpty();
    LinkSections.Plan plan = loaded.own().links().plan(media(loaded).get(0), media(loaded), "alice");
    assertThat(plan).isEqualTo(new LinkSections.Plan("blue", Optional.of("127.0.0.1"), LinkFault.NONE));
    assertThat(loaded.own().links().plan(media(loaded).get(1), media(loaded), "alice")).as("the other link").isEqualTo(LinkSections.Plan.NONE);
    assertThat(loaded.own().links().fault(media(loaded).get(1), "bob").lossPercent()).isEqualTo(20);
  }

  @Test
  void inHeartbeatJsonAloneTheyAreTheSame() throws IOException {
    Files.delete(config.resolve("ha.cf"));
    Files.delete(config.resolve("haresources"));
    write("heartbeat.json", """
        {
          "cluster": {"nodes": ["alice", "bob"]},
          "network": {"media": [{"kind": "mcast", "device": "lo", "group": "239.0.0.1", "port": 694, "ttl": 0, "loop": true}]},
          "resources": {"autoFailback": false, "groups": []},
          "links": {"mcast lo 239.0.0.1 694 0 1": {"name": "blue", "bind": {"alice": "127.0.0.1"}}, "bcast eth9": {}},
          "faults": {"mcast lo": {"delayMillis": 50}}
        }
        """);
    Loaded loaded = load();
    assertThat(loaded.problems()).extracting(p -> p.code().id() + " " + p.place()).containsExactly(
        "HB175 heartbeat.json:5:93 /links/bcast eth9", "HB179 heartbeat.json:6:14 /faults/mcast lo");
    assertThat(loaded.own().links().plan(media(loaded).get(0), media(loaded), "alice")).isEqualTo(
        new LinkSections.Plan("blue", Optional.of("127.0.0.1"), new LinkFault(0, 50, false, LinkFault.Direction.BOTH, java.util.Set.of())));
  }

  @Test
  void mediaAndNodesThatAreNotThereAreWarningsThatListThoseThatAre() throws IOException {
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nmcast lo:red 239.0.0.2 694 0 1\nnode alice bob\nauto_failback off\n");
    write("heartbeat.json", """
        {
          "links": {
            "bcast eth9": {"name": "none"},
            "mcast lo": {"name": "blue", "bind": {"carol": "10.0.0.1"}},
            "mcast lo:red": {"name": "blue"}
          },
          "faults": {
            "mcast lo 239.0.0.1": {"cut": true},
            "serial /dev/ttyS9": {"delayMillis": 1, "nodes": ["dave"]}
          }
        }
        """);
    Loaded loaded = load();
    assertThat(loaded.isUsable()).isTrue();
    assertThat(loaded.problems()).extracting(p -> p.code().id() + " " + p.place()).containsExactly(
        "HB175 heartbeat.json:3:5 /links/bcast eth9", "HB175 heartbeat.json:4:43 /links/mcast lo/bind/carol",
        "HB175 heartbeat.json:9:5 /faults/serial ~1dev~1ttyS9", "HB175 heartbeat.json:9:45 /faults/serial ~1dev~1ttyS9/nodes",
        "HB176 heartbeat.json:5:22 /links/mcast lo:red/name", "HB179 heartbeat.json:8:5 /faults/mcast lo 239.0.0.1");
    assertThat(loaded.problems()).extracting(Problem::text).contains(
        "There is no medium 'bcast eth9', but: mcast lo 239.0.0.1 694 0 1, mcast lo:red 239.0.0.2 694 0 1.",
        "There is no node 'carol', but: alice, bob.", "Links lo and lo:red are both called blue.",
        "SIMULATED FAULTS on mcast lo 239.0.0.1: all of what comes and goes is lost.");
    write("ha.cf", Files.readString(config.resolve("ha.cf")) + "autojoin any\n");
    assertThat(good.loader().load("alice", true, Optional.empty()).problems()).as("anybody may join").noneMatch(p -> p.text().contains("There is no node"));
  }

  @Test
  void mediaOfOneDeviceHaveOneName() throws IOException {
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nmcast lo 239.0.0.2 694 0 1\nnode alice\nauto_failback off\n");
    write("heartbeat.json", "{\"links\": {\"mcast lo 239.0.0.1\": {\"name\": \"one\"}, \"mcast lo 239.0.0.2\": {\"name\": \"two\"}}}");
    assertThat(load().problems()).singleElement().matches(p -> p.code() == Code.LINK_NAME_TWICE && p.text().equals("Link lo is called one already, by another of its media."));
    write("heartbeat.json", "{\"links\": {\"mcast lo 239.0.0.1\": {\"name\": \"one\"}, \"mcast lo 239.0.0.2\": {\"name\": \"one\"}}}");
    assertThat(load().problems()).isEmpty();
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nbcast nosuch0\nnode alice\nauto_failback off\n");
    write("heartbeat.json", "{\"links\": {\"mcast lo\": {\"name\": \"nosuch0\"}}}");
    assertThat(load().problems()).anyMatch(p -> p.code() == Code.LINK_NAME_TWICE && p.text().equals("Link lo is called nosuch0, as another link is in ha.cf."));
    write("heartbeat.json", "{\"links\": {\"mcast lo\": {\"name\": \"lo\"}}}");
    assertThat(codes(load())).containsExactly(Code.DEVICE_NOT_READY);
  }

  @Test
  void ofTwoKeysForOneMediumTheOneWithoutEffectIsAWarning() throws IOException {
    write("ha.cf", "bcast lo\nnode alice\nauto_failback off\n");
    write("heartbeat.json", """
        {
          "links": {"udp lo": {"name": "one"}, "bcast lo": {"name": "two"}},
          "faults": {
            "bcast lo": {"cut": true},
            "udp lo": {"lossPercent": 1}
          }
        }
        """);
    Loaded loaded = load();
    assertThat(loaded.isUsable()).isTrue();
    assertThat(loaded.problems()).extracting(p -> p.code().id() + " " + p.place()).contains(
        "HB199 heartbeat.json:2:13 /links/udp lo", "HB199 heartbeat.json:4:5 /faults/bcast lo");
    assertThat(loaded.problems()).extracting(Problem::text).contains("'udp lo' has no effect: 'bcast lo' below is for the same media.");
    assertThat(loaded.own().links().plan(media(loaded).get(0), media(loaded), "alice").name()).isEqualTo("two");
    assertThat(loaded.own().links().fault(media(loaded).get(0), "alice").lossPercent()).isEqualTo(1);
    write("heartbeat.json", "{\"links\": {\"bcast lo\": {\"name\": \"one\"}, \"bcast eth1\": {}}}");
    assertThat(codes(load())).doesNotContain(Code.LINK_KEY_TWICE);
  }

  @Test
  void wrongLinksAndFaultsAreErrorsWithTheirPlace() throws IOException {
    write("heartbeat.json", """
        {
          "links": {
            "mcast lo": {"bind": {"alice": "10.99.0.1"}},
            "ucast eth0": {"bind": {"alice": "fd00::1"}},
            "serial /dev/ttyS0": {"bind": {"alice": "10.0.0.1"}},
            "mcast6 eth0": {"bind": {"alice": "ff02::1"}},
            "bcast eth0": {"bind": {"alice": "10.0.0"}}
          }
        }
        """);
    assertThat(load().problems()).extracting(p -> p.code().id() + " " + p.place() + " " + p.text()).containsExactly(
        "HB177 heartbeat.json:4:29 /links/ucast eth0/bind/alice 'fd00::1' is no IPv4 address, and ucast needs one.",
        "HB177 heartbeat.json:5:36 /links/serial ~1dev~1ttyS0/bind/alice A serial medium is bound to no address.",
        "HB177 heartbeat.json:6:30 /links/mcast6 eth0/bind/alice 'ff02::1' is not the address of one machine.",
        "HB177 heartbeat.json:7:29 /links/bcast eth0/bind/alice '10.0.0' is no IP address.");
    write("heartbeat.json", "{\"links\": {\"mcast lo\": {\"bind\": {\"alice\": \"10.99.0.1\", \"bob\": \"10.99.0.2\"}}}}");
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nnode alice bob\nauto_failback off\n");
    assertThat(load().problems()).singleElement().matches(p -> p.code() == Code.BIND_ADDRESS_MISSING
        && p.place().equals("heartbeat.json:1:34 /links/mcast lo/bind/alice") && p.text().startsWith("Device lo has not the address 10.99.0.1 but 127.0.0.1"));
    assertThat(load().isUsable()).isFalse();
    write("ha.cf", "mcast nosuch0 239.0.0.1 694 0 1\nnode alice bob\nauto_failback off\n");
    write("heartbeat.json", Files.readString(config.resolve("heartbeat.json")).replace("mcast lo", "mcast nosuch0"));
    assertThat(load().isUsable()).as("a device that is missing is waited for").isTrue();
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nnode alice bob\nauto_failback off\n");
    write("heartbeat.json", "{\"links\": {\"pigeon eth0\": {}}}");
    assertThat(load().problems()).singleElement().satisfies(p -> assertThat(p.place()).isEqualTo("heartbeat.json:1:12 /links/pigeon eth0"));
    for (String wrong : List.of("{\"faults\": {\"serial tty\\u0000\": {}}}", "{\"links\": {\"mcast\": {}}}", "{\"links\": {\"mcast lo\": {\"nme\": \"x\"}}}",
        "{\"links\": {\"mcast lo\": {\"name\": \" x\"}}}", "{\"faults\": {\"mcast lo\": {\"lossPercent\": 101}}}",
        "{\"faults\": {\"mcast lo\": {\"direction\": \"up\"}}}", "{\"links\": {\"mcast lo\": {\"bind\": {\"alice\": \"eth0\"}}}}")) {
      write("heartbeat.json", wrong);
      assertThat(load().problems()).as(wrong).singleElement().matches(p -> p.code() == Code.JSON_SCHEMA && p.place().startsWith("heartbeat.json:1:"));
    }
  }

  @Test
  void debugLinesThatGoNowhereAreAWarning() throws IOException {
    write("heartbeat.json", "{\"logging\": {\"levels\": {\"membership\": \"debug\", \"link\": \"warn\"}}}");
    assertThat(load().problems()).as("without any target the log goes to syslog").isEmpty();
    for (String target : List.of("logfile " + config.resolve("log"), "logfacility none")) {
      write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nnode alice\nauto_failback off\n" + target + "\n");
      assertThat(load().problems()).as(target).singleElement().matches(p -> p.code() == Code.DEBUG_LINES_NOWHERE
          && p.place().equals("heartbeat.json:1:25 /logging/levels/membership"));
    }
    for (String target : List.of("debugfile " + config.resolve("debug"), "logfacility local0")) {
      write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nnode alice\nauto_failback off\nlogfile " + config.resolve("log") + "\n" + target + "\n");
      assertThat(load().problems()).as(target).isEmpty();
    }
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
