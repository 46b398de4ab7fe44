package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What is counted of each link and direction, compared with what the wire lost: the switch drops a share of what one
 * node sends to one other on one of two links, and captures on both sides of it know each number that came or did not.
 */
@Interop({"north", "south", "east"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class LinkCountsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ENOUGH_LOST = 40;
  private static final String PACKET = "###\n(.*?)%%%\n";
  private static final Pattern NUMBER = Pattern.compile("\\(0\\)seq=(\\w+),");

  private final List<String> devices = List.of("eth0", "eth1");

  @Test
  void lossDuplicatesAndLateAreThoseOfTheWire(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().withMedia("bcast eth0 eth1").with("keepalive 100ms").with("warntime 1").with("deadtime 4")
        .with("initdead 12");
    List<Capture> heard = List.of(hosts.capture(hosts.get("south"), 0), hosts.capture(hosts.get("south"), 1));
    MixedCluster cluster =
        new MixedCluster(hosts, setup).installAll(List.of(C, OURS, OURS)).startAll().awaitAllActive();
    OurDaemon south = (OurDaemon) cluster.daemon("south");
    SwitchLoss loss = new SwitchLoss(hosts);
    loss.losing("north", "south", 1, 20);
    loss.losing("east", "south", 0, 10);
    hosts.await("enough was lost", LIMIT,
        () -> loss.dropped("north", "south", 1) >= ENOUGH_LOST && loss.dropped("east", "south", 0) >= ENOUGH_LOST);
    loss.heal();
    awaitLostAsOnTheWire(hosts, south, heard);
    assertThat(of(south, "north", "eth0").getLong("lost")).isZero();
    assertThat(of(south, "east", "eth1").getLong("lost")).isZero();
    long dropped = loss.dropped("north", "south", 1);
    System.out.printf("LinkCountsIT: north on eth1: dropped %d, counted %d, of east on eth0: dropped %d, counted %d%n", dropped,
        of(south, "north", "eth1").getLong("lost"), loss.dropped("east", "south", 0), of(south, "east", "eth0").getLong("lost"));
    // packets without a number are not counted: at most what was dropped, and the better part of it
    assertThat(of(south, "north", "eth1").getLong("lost")).isBetween(dropped / 2, dropped);
    assertThat(of((OurDaemon) cluster.daemon("east"), "south", "eth1").getLong("lost")).as("the other direction").isZero();

    duplicates(hosts, south, heard);
    late(hosts, south, loss);
    awaitLostAsOnTheWire(hosts, south, heard);
    everywhereTheSame(south);
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead"));
  }

  /** What was lost in front of the last number is known when the next one came. */
  private void awaitLostAsOnTheWire(Hosts hosts, OurDaemon south, List<Capture> heard) {
    for (String node : List.of("north", "east")) {
      for (int link = 0; link < devices.size(); link++) {
        int at = link;
        hosts.await("the count of " + node + " on " + devices.get(link) + " is that of the wire", LIMIT, () -> {
          long wire = missing(numbers(heard.get(at), node));
          return of(south, node, devices.get(at)).getLong("lost") == wire;
        }, () -> of(south, node, devices.get(at)) + " and on the wire " + missing(numbers(heard.get(at), node)));
      }
    }
  }

  /** Each number that came on both links, or twice on one, is one duplicate. */
  private void duplicates(Hosts hosts, OurDaemon south, List<Capture> heard) {
    for (String node : List.of("north", "east")) {
      long before = wireDuplicates(heard, node);
      hosts.await("duplicates of " + node, LIMIT, () -> duplicatesOf(south, node) >= before);
      long counted = duplicatesOf(south, node);
      assertThat(counted).as("duplicates of " + node).isLessThanOrEqualTo(wireDuplicates(heard, node));
    }
  }

  private long duplicatesOf(OurDaemon south, String node) {
    return devices.stream().mapToLong(device -> of(south, node, device).getLong("duplicates")).sum();
  }

  private static long wireDuplicates(List<Capture> heard, String node) {
    List<Long> all = new ArrayList<>();
    heard.forEach(each -> all.addAll(numbers(each, node)));
    return all.size() - new LinkedHashSet<>(all).size();
  }

  /** Silence for longer than warntime and shorter than deadtime is one late packet, on that link alone. */
  private void late(Hosts hosts, OurDaemon south, SwitchLoss loss) throws Exception {
    long before = of(south, "north", "eth1").getLong("late");
    long other = of(south, "north", "eth0").getLong("late");
    loss.losing("north", "south", 1, 100);
    Thread.sleep(2_000);
    loss.heal();
    hosts.await("the gap is counted", LIMIT, () -> of(south, "north", "eth1").getLong("late") > before);
    assertThat(of(south, "north", "eth1").getLong("late")).isEqualTo(before + 1);
    assertThat(of(south, "north", "eth1").getJsonObject("gaps").getDouble("longestMillis")).isBetween(1_500.0, 4_000.0);
    assertThat(of(south, "north", "eth0").getLong("late")).isEqualTo(other);
  }

  /** The API, {@code hb links} and the metrics are of one model. */
  private void everywhereTheSame(OurDaemon south) {
    String table = south.host().exec(OurDaemon.home().resolve("bin/hb").toString(), "links").out();
    String metrics = south.get("/metrics");
    for (String node : List.of("north", "east")) {
      for (String device : devices) {
        JsonObject one = of(south, node, device);
        String labels = "{link=\"" + device + "\",node=\"" + node + "\"} ";
        assertThat(metrics).contains("heartbeat_link_lost_packets" + labels + one.getLong("lost") + ".0\n")
            .contains("heartbeat_link_late_total" + labels + one.getLong("late") + ".0\n");
        String rows = table.substring(table.indexOf("\n" + device));
        assertThat(rows).containsPattern("(?m)^ +" + node + " +up .* " + one.getLong("lost") + " +" + one.getLong("late") + " +\\d+ ms");
      }
    }
    String matrix = south.host().exec(OurDaemon.home().resolve("bin/hb").toString(), "links", "--matrix").out();
    assertThat(matrix).containsPattern("NODE +eth0 +eth1")
        .containsPattern("north +up +up, " + of(south, "north", "eth1").getLong("lost") + " lost");
  }

  private static JsonObject of(OurDaemon ours, String node, String link) {
    return new JsonArray(ours.get("/api/v1/links")).stream().map(JsonObject.class::cast)
        .filter(medium -> medium.getString("name").equals(link))
        .flatMap(medium -> medium.getJsonArray("nodes").stream().map(JsonObject.class::cast))
        .filter(each -> each.getString("name").equals(node)).findFirst().orElseThrow();
  }

  /** The numbers of that node's packets in the order they came. */
  private static List<Long> numbers(Capture capture, String node) {
    List<Long> all = new ArrayList<>();
    Pattern.compile(PACKET, Pattern.DOTALL).matcher(capture.text()).results().map(MatchResult::group)
        .filter(packet -> packet.contains("(0)src=" + node + ","))
        .forEach(packet -> NUMBER.matcher(packet).results().findFirst()
            .ifPresent(number -> all.add(Long.parseLong(number.group(1), 16))));
    return all;
  }

  /** How many between the first and the highest never came. */
  private static long missing(List<Long> came) {
    Set<Long> different = new LinkedHashSet<>(came);
    long highest = came.stream().mapToLong(Long::longValue).max().orElse(0);
    return different.isEmpty() ? 0 : highest - came.get(0) + 1 - different.stream().filter(n -> n >= came.get(0)).count();
  }

  /** Rules on the switches, one a direction. */
  private static final class SwitchLoss {
    private static final String TABLE = "bridge loss";
    private final Hosts hosts;
    private final Map<String, Long> counted = new java.util.HashMap<>();

    SwitchLoss(Hosts hosts) {
      this.hosts = hosts;
      hosts.onSwitches("nft add table " + TABLE + " && nft add chain " + TABLE + " f '{ type filter hook forward priority 0; }'");
    }

    private static String ports(String from, String to, int link) {
      return "iifname \"" + from + "." + link + "\" oifname \"" + to + "." + link + "\"";
    }

    void losing(String from, String to, int link, int percent) {
      String share = percent == 100 ? "" : "numgen random mod 100 < " + percent + " ";
      hosts.onSwitches("nft add rule " + TABLE + " f '" + ports(from, to, link) + " ip protocol udp " + share + "counter drop'");
    }

    /** Since the start, also what rules of before dropped. */
    long dropped(String from, String to, int link) {
      long now = hosts.onSwitches("nft list table " + TABLE).out().lines()
          .filter(line -> line.contains(ports(from, to, link)))
          .mapToLong(line -> Long.parseLong(line.replaceAll(".*packets (\\d+) .*", "$1"))).sum();
      return now + counted.getOrDefault(ports(from, to, link), 0L);
    }

    void heal() {
      for (String from : List.of("north", "east")) {
        for (int link = 0; link < Host.LINKS; link++) {
          counted.put(ports(from, "south", link), dropped(from, "south", link));
        }
      }
      hosts.onSwitches("nft flush chain " + TABLE + " f");
    }
  }
}
