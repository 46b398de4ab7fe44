package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Sections links and faults of heartbeat.json on a node beside a C node: what people call a link, where its packets come from, what it
 * loses for a demonstration, and that heartbeat -r changes only what differs.
 */
@Interop({"north", "south"})
class OwnLinksIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String EXTRA0 = "10.77.0.101";
  private static final String EXTRA1 = "10.78.0.101";

  @Test
  void namesAddressesAndFaultsOfOneLink(Hosts hosts) {
    Host north = hosts.get("north");
    north.sh("ip addr add " + EXTRA0 + "/24 brd + dev eth0 && ip addr add " + EXTRA1 + "/24 brd + dev eth1").orFail();
    // the C node sends to both addresses of north on eth1, and only what is sent to the bound one is heard
    Setup setup = Setup.plain().withMedia("bcast eth0", "ucast eth1 " + EXTRA1, "ucast eth1 " + hosts.get("south").address(1));
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    CDaemon c = (CDaemon) cluster.daemon("south");
    settings(north, links("blue", EXTRA0), new JsonObject());
    List<Capture> captures = List.of(hosts.capture(north, 0), hosts.capture(north, 1));
    cluster.startAll().awaitAllActive();
    cluster.awaitLink(ours, "south", "eth1", "up");
    cluster.awaitLink(c, "north", "eth1", "up");

    names(ours, c);
    assertThat(sources(hosts, captures.get(0), north)).containsExactly(EXTRA0);
    assertThat(sources(hosts, captures.get(1), north)).containsExactly(EXTRA1);

    // another name and no address any more: the sockets of eth0 alone are made anew
    JsonObject before = new JsonObject(ours.get("/api/v1/cluster"));
    settings(north, links("azure", null), new JsonObject());
    reload(ours);
    hosts.await("the kernel's choice", LIMIT, () -> sources(hosts, captures.get(0), north).equals(Set.of(EXTRA0, north.address(0))));
    assertThat(displayName(ours, "eth0")).isEqualTo("azure");
    assertThat(north.log().lines().filter(line -> line.contains("UDP Broadcast heartbeat started"))).hasSize(2);
    assertThat(north.log().lines().filter(line -> line.contains("ucast: started on"))).as("one a line, once").hasSize(2);

    // all is lost on one of two links
    settings(north, links("azure", null), new JsonObject().put("ucast eth1", new JsonObject().put("lossPercent", 100)));
    assertThat(hb(north, "check").out()).contains("HB179").contains("SIMULATED FAULTS");
    reload(ours);
    cluster.awaitLink(ours, "south", "eth1", "dead");
    cluster.awaitLink(c, "north", "eth1", "dead");
    assertThat(ours.linkOf("south", "eth0")).isEqualTo("up");
    assertThat(c.linkOf("north", "eth0")).isEqualTo("up");
    assertThat(ours.statusOf("south") + c.statusOf("north")).isEqualTo("activeactive");
    Command.Result status = hb(north, "status");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("SIMULATED FAULTS on medium ucast red (eth1): all of what comes and goes is lost");
    assertThat(north.log()).contains("HB179 heartbeat.json:").contains("ucast eth1 (red): simulated faults: all of");

    // and comes back
    settings(north, links("azure", null), new JsonObject());
    reload(ours);
    cluster.awaitLink(ours, "south", "eth1", "up");
    cluster.awaitLink(c, "north", "eth1", "up");
    assertThat(hb(north, "status").out()).doesNotContain("SIMULATED");

    // an address that is not there changes nothing
    settings(north, links("azure", "10.77.0.99"), new JsonObject());
    Command.Result refused = north.exec(LIMIT, ours.program(), "-r", "-M");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("HB178 heartbeat.json:").contains("Device eth0 has not the address 10.77.0.99 but 10.77.0.1, " + EXTRA0 + ".");
    assertThat(hb(north, "check").exit()).as("the daemon would not start").isEqualTo(5);
    JsonObject after = new JsonObject(ours.get("/api/v1/cluster"));
    assertThat(List.of(after.getLong("pid"), after.getLong("generation"))).isEqualTo(List.of(before.getLong("pid"), before.getLong("generation")));
    hosts.all().forEach(host -> assertThat(host.log()).as(host.name()).doesNotContain(": is dead"));
    cluster.assertNoComplaints();
  }

  /** A heartbeat.json that holds everything is read by a new life in the same process, which nobody calls dead. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void inAHeartbeatJsonAloneAChangeStartsTheDaemonAnewAndNobodyCallsItDead(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().withMedia("bcast eth0", "bcast eth1");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    Host north = hosts.get("north");
    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    hb(north, "convert", "/etc/ha.d", "-o", "/run/json").orFail();
    north.sh("cp -p /run/json/heartbeat*.json /etc/ha.d/ && rm /etc/ha.d/ha.cf /etc/ha.d/authkeys").orFail();
    cluster.startAll().awaitAllActive();
    JsonObject before = new JsonObject(ours.get("/api/v1/cluster"));
    JsonObject json = new JsonObject(Files.readString(north.home().resolve("ha.d/heartbeat.json")));
    json.put("links", new JsonObject().put("bcast eth1", new JsonObject().put("name", "azure").put("bind", new JsonObject().put("north", north.address(1)))))
        .put("faults", new JsonObject().put("bcast eth0", new JsonObject().put("cut", true).put("direction", "in")));
    north.writeConfig("heartbeat.json", "rw-r--r--", json.encodePrettily());
    reload(ours);
    hosts.await("the next life", LIMIT, () -> north.log().contains("Performing heartbeat restart exec."));
    cluster.awaitLink(ours, "south", "eth0", "dead");
    cluster.awaitAllActive();
    assertThat(displayName(ours, "eth1")).isEqualTo("azure");
    assertThat(cluster.daemon("south").linkOf("north", "eth0")).as("what north sends is not lost").isEqualTo("up");
    JsonObject after = new JsonObject(ours.get("/api/v1/cluster"));
    assertThat(after.getLong("pid")).isEqualTo(before.getLong("pid"));
    assertThat(after.getLong("generation")).isGreaterThan(before.getLong("generation"));
    hosts.all().forEach(host -> assertThat(host.log()).as(host.name()).doesNotContain(": is dead"));
  }

  /** People see the name, C programs and the wire that of ha.cf. */
  private static void names(OurDaemon ours, CDaemon c) {
    assertThat(displayName(ours, "eth0")).isEqualTo("blue");
    assertThat(ours.node("south").getJsonArray("links").getJsonObject(0).getString("displayName")).isEqualTo("blue");
    assertThat(ours.get("/metrics")).contains("heartbeat_link_up{link=\"eth0\",name=\"blue\",node=\"south\"} 1");
    assertThat(hb(ours.host(), "links").out()).contains("blue (eth0)").contains("bcast blue (eth0): bound to " + EXTRA0);
    for (Host host : List.of(ours.host(), c.host())) {
      assertThat(host.exec("cl_status", "listhblinks", host == c.host() ? "north" : "south").out()).as("C's names on " + host).contains("eth0").contains("eth1").doesNotContain("blue");
    }
  }

  private static String displayName(OurDaemon ours, String link) {
    return new JsonArray(ours.get("/api/v1/links")).stream().map(JsonObject.class::cast)
        .filter(medium -> medium.getString("name").equals(link)).findFirst().orElseThrow().getString("displayName");
  }

  private static JsonObject links(String name, String address) {
    JsonObject blue = new JsonObject().put("name", name);
    return new JsonObject()
        .put("bcast eth0", address == null ? blue : blue.put("bind", new JsonObject().put("north", address)))
        .put("ucast eth1", new JsonObject().put("name", "red").put("bind", new JsonObject().put("north", EXTRA1)));
  }

  private static void settings(Host host, JsonObject links, JsonObject faults) {
    host.writeConfig("heartbeat.json", "rw-r--r--", new JsonObject().put("links", links).put("faults", faults).encodePrettily());
  }

  private static void reload(OurDaemon ours) {
    ours.host().exec(LIMIT, ours.program(), "-r", "-M").orFail();
  }

  private static Command.Result hb(Host host, String... words) {
    return host.exec(LIMIT, Command.join(List.of(OurDaemon.home().resolve("bin/hb").toString()), List.of(words)).toArray(String[]::new));
  }

  /** Which addresses of that host the packets of a capture come from. */
  private static Set<String> sources(Hosts hosts, Capture capture, Host host) {
    String packets = host.exec(LIMIT, "tcpdump", "-n", "-r", capture.file().toString(), "udp").out();
    Set<String> all = new TreeSet<>();
    Pattern.compile("IP (10\\.\\d+\\.0\\.(?:1|101))\\.\\d+ >").matcher(packets).results().map((MatchResult found) -> found.group(1)).forEach(all::add);
    return all;
  }
}
