package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** wire.md 8.8: one of two may go, be missing, or come back. */
@Interop
class LinksIT {

  private static final Duration LINK_LIMIT = Duration.ofSeconds(20);

  @Test
  void eachOfTwoLinksIsCutInTurnAndNobodyDies(Hosts hosts) throws Exception {
    MixedCluster cluster = mixed(hosts, Setup.plain().withMedia("bcast eth0 eth1"));
    for (int link = 0; link < Host.LINKS; link++) {
      String cut = "eth" + link;
      hosts.setCable(hosts.get("north"), link, false);
      cluster.awaitLink(cluster.daemon("south"), "north", cut, "dead");
      cluster.awaitLink(cluster.daemon("north"), "south", cut, "dead");
      hosts.setCable(hosts.get("north"), link, true);
      cluster.awaitLink(cluster.daemon("south"), "north", cut, "up");
      cluster.awaitLink(cluster.daemon("north"), "south", cut, "up");
    }
    hosts.all().forEach(h -> assertThat(h.log()).doesNotContain("is dead"));
    cluster.assertNoComplaints();
  }

  /** Then a C daemon complains about what it cannot write, so only the nodes are looked at. */
  @Test
  void aDeviceThatIsTakenDownOnEitherSideKillsNobody(Hosts hosts) throws Exception {
    MixedCluster cluster = mixed(hosts, Setup.plain().withMedia("bcast eth0 eth1"));
    for (Host host : hosts.all()) {
      String other = host.name().equals("north") ? "south" : "north";
      host.setLink(1, false);
      cluster.awaitLink(cluster.daemon(other), host.name(), "eth1", "dead");
      host.setLink(1, true);
      cluster.awaitLink(cluster.daemon(other), host.name(), "eth1", "up");
      cluster.awaitLink(cluster.daemon(host.name()), other, "eth1", "up");
    }
    hosts.all().forEach(h -> assertThat(h.log()).doesNotContain("is dead"));
  }

  @Test
  void whatComesByBothLinksIsAnsweredOnce(Hosts hosts) {
    Capture capture = hosts.capture(0);
    Setup setup = Setup.plain().withMedia("bcast eth0 eth1").withResources("")
        .with("auto_failback on");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS));
    Order.OURS_FIRST.start(cluster);
    cluster.awaitAllActive();
    hosts.await("the C node asked and is stable", Duration.ofSeconds(45),
        () -> hosts.get("north").log().contains("remote resource transition completed."));
    assertThat(numbersOf("starting", "north", capture)).hasSize(1);
    if (!Kind.STAND_IN) {
      assertThat(numbersOf("resource", "south", capture)).hasSize(1);
    }
  }

  @Test
  void aMissingDeviceStopsNothingAndIsUsedWhenItComes(Hosts hosts) throws Exception {
    assumeThat(Kind.STAND_IN).as("the C daemon does not start then").isFalse();
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, OURS));
    Host south = hosts.get("south");
    Setup.plain().with("ucast eth7 10.99.0.1").writeTo(south, hosts.all());
    cluster.startAll().awaitAllActive();
    OurDaemon ours = (OurDaemon) cluster.daemon("south");
    hosts.await("the missing device is reported", LINK_LIMIT,
        () -> mediumStatus(ours, "eth7").equals("fault") && south.log().contains("eth7"));
    south.sh("ip link add eth7 type veth peer name eth7peer && ip link set eth7peer up"
        + " && ip addr add 10.99.0.2/24 dev eth7 && ip link set eth7 up").orFail();
    hosts.await("the device that came is used", LINK_LIMIT,
        () -> mediumStatus(ours, "eth7").equals("open"));
    assertThat(mediumStatus(ours, "eth0")).isEqualTo("open");
    assertThat(hosts.get("north").log()).doesNotContain("is dead");
  }

  @Test
  void aDeviceThatGoesAwayStopsNothingAndIsUsedWhenItComesBack(Hosts hosts) throws Exception {
    assumeThat(Kind.STAND_IN).as("the C daemon never opens it again").isFalse();
    MixedCluster cluster = mixed(hosts, Setup.plain().withMedia("bcast eth0 eth1"));
    OurDaemon ours = (OurDaemon) cluster.daemon("south");
    hosts.get("south").sh("ip link del eth1").orFail();
    hosts.await("the lost device is reported", LINK_LIMIT,
        () -> mediumStatus(ours, "eth1").equals("fault"));
    cluster.awaitLink(ours, "north", "eth1", "dead");
    cluster.awaitLink(cluster.daemon("north"), "south", "eth1", "dead");
    hosts.connect(hosts.get("south"), 1);
    cluster.awaitLink(ours, "north", "eth1", "up");
    cluster.awaitLink(cluster.daemon("north"), "south", "eth1", "up");
    hosts.all().forEach(h -> assertThat(h.log()).doesNotContain("is dead"));
  }

  @Test
  void aLinkThatHearsAndIsNotHeardIsNamed(Hosts hosts) {
    assumeThat(Kind.STAND_IN).as("the C daemon says nothing of it").isFalse();
    assumeThat(Matrix.ALL).as("left to --all; OneWayLinksTest has the rules").isTrue();
    MixedCluster cluster =
        new MixedCluster(hosts, Setup.plain().withMedia("bcast eth0 eth1")).installAll(List.of(OURS, OURS));
    cluster.startAll().awaitAllActive();
    OurDaemon south = (OurDaemon) cluster.daemon("south");
    hosts.await("south knows that north hears it on both links", LINK_LIMIT,
        () -> hearsUs(south, "eth0").equals("true") && hearsUs(south, "eth1").equals("true"));
    hosts.get("north").faults().deafOn(1);
    hosts.await("south names the link", LINK_LIMIT,
        () -> hearsUs(south, "eth1").equals("false") && hosts.get("south").log().contains("HB450"));
    assertThat(cluster.daemon("south").linkOf("north", "eth1")).isEqualTo("up");
    assertThat(hearsUs(south, "eth0")).isEqualTo("true");
    hosts.get("north").faults().heal();
    hosts.await("the link is whole again", LINK_LIMIT, () -> hearsUs(south, "eth1").equals("true"));
    hosts.all().forEach(h -> assertThat(h.log()).doesNotContain("is dead"));
  }

  private static String hearsUs(OurDaemon ours, String link) {
    return new JsonArray(ours.get("/api/v1/links")).stream()
        .map(JsonObject.class::cast)
        .filter(each -> link.equals(each.getString("name")))
        .flatMap(each -> each.getJsonArray("nodes").stream().map(JsonObject.class::cast))
        .filter(node -> node.getString("name").equals("north"))
        .map(node -> String.valueOf(node.getBoolean("hearsUs")))
        .findFirst()
        .orElse("");
  }

  private static MixedCluster mixed(Hosts hosts, Setup setup) {
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS));
    cluster.startAll().awaitAllActive();
    cluster.awaitLink(cluster.daemon("north"), "south", "eth1", "up");
    cluster.awaitLink(cluster.daemon("south"), "north", "eth1", "up");
    return cluster;
  }

  /** The different sequence numbers of the messages of this type from that node. */
  private static List<String> numbersOf(String type, String source, Capture capture) {
    return Pattern.compile("###\n(.*?)%%%\n", Pattern.DOTALL)
        .matcher(capture.text()).results()
        .map(m -> m.group(1))
        .filter(m -> m.contains("(0)t=" + type + ",") && m.contains("(0)src=" + source + ","))
        .map(m -> Pattern.compile("\\(0\\)seq=(\\w+),").matcher(m).results()
            .map(s -> s.group(1)).findFirst().orElse(null))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static String mediumStatus(OurDaemon ours, String link) {
    return new JsonArray(ours.get("/api/v1/links")).stream()
        .map(JsonObject.class::cast)
        .filter(l -> link.equals(l.getString("name")))
        .map(l -> l.getString("status"))
        .findFirst()
        .orElse("");
  }
}
