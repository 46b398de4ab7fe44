package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Lateness;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.HeardThere;
import org.linuxha.heartbeat.cluster.LinkQuality;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;

/** /metrics gives what docs/metrics.md says, and counts what happened. */
@Timeout(60)
class MetricsTest {
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  private static Story story() {
    Story story = Story.allActive();
    story.tell(new ClusterEvent.Rejections("mcast 0", Map.of("unsigned", 3L)));
    story.tell(new ClusterEvent.LateHeartbeat("bob", 900, false, null));
    story.tell(new ClusterEvent.LateHeartbeat("bob", 1_900, true, null));
    story.tell(new ClusterEvent.Activity(
        List.of(new ClusterEvent.LinkActivity("bob", "eth0", Story.START_NANOS, 120, 7,
            new LinkQuality(4, 2, 1, 119, 500_000, 1_500, 1_250_000, HeardThere.NO))),
        List.of(new ClusterEvent.NodeActivity("bob", 5, 6, 4))));
    return story.tell(Story.death("bob")).tell(new ClusterEvent.Away(1_500));
  }

  private static List<Metric> read() {
    ClusterModel model = new ClusterModel(Story.moment(0));
    model.titled(new LinkTitles(new LinkSections(Map.of(), Map.of(new MediumKey("mcast eth0"), new LinkFault(1, 0, false, LinkFault.Direction.IN, Set.of()))),
        Story.FACTS.media(), "alice"));
    model.apply(new Told(1, 1, 1, new ClusterEvent.MediumStatus("1", "mcast", "eth0", true, null)));
    model.apply(new Told(2, 1, 1, new ClusterEvent.MediumTraffic("1", 9, 1, 2, 7)));
    story().events().forEach(told -> model.apply(new Told(told.ordinal() + 2, told.nanos(), told.wallMillis(), told.event())));
    View view = new View(3, 7, "carol", true, List.of(new Member("alice", 0, 5), new Member("carol", 1, 4)),
        List.of(), List.of("bob"), "bob is dead", List.of(), 1_700_000_000L);
    model.apply(new Agreed(9, 1, 2, new MembershipEvent.Formed(view)));
    EventStream stream = new EventStream("e", "alice", () -> Story.moment(9), io.vertx.core.json.JsonObject::new, Runnable::run);
    ServiceNumbers service = new ServiceNumbers(stream, () -> 3, () -> 2, () -> 1, 250);
    return new Metrics(model, Story.FACTS, new PulseBeat(), service).read();
  }

  private static String text() throws IOException {
    return new String(MetricsText.write(read(), false), StandardCharsets.UTF_8);
  }

  @Test
  void everyMetricIsDocumentedWithItsKindAndLabels() throws IOException {
    Map<String, String> served = new TreeMap<>();
    for (Metric metric : read()) {
      Set<String> labels =
          metric.samples.stream().flatMap(sample -> sample.labels().keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
      served.put(metric.shownName(), metric.kind.name().toLowerCase() + " " + labels);
    }
    Map<String, String> documented = new TreeMap<>();
    Files.readString(Path.of("docs/metrics.md")).lines().filter(line -> line.startsWith("| `heartbeat_")).forEach(line -> {
      String[] cells = line.split("\\|");
      Set<String> labels =
          NAME.matcher(cells[3]).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
      documented.put(cells[1].strip().replace("`", ""), cells[2].strip() + " " + labels);
    });
    assertThat(documented).isEqualTo(served);
  }

  @Test
  void whatHappenedIsCounted() throws IOException {
    assertThat(text()).contains(
        "heartbeat_nodes{status=\"active\",type=\"normal\"} 2.0",
        "heartbeat_nodes{status=\"dead\",type=\"normal\"} 1.0",
        "heartbeat_node_deaths_total{node=\"bob\"} 1.0",
        "heartbeat_node_deaths_total{node=\"carol\"} 0.0",
        "heartbeat_node_late_heartbeats_total{limit=\"warntime\",node=\"bob\"} 1.0",
        "heartbeat_node_late_heartbeats_total{limit=\"deadtime\",node=\"bob\"} 1.0",
        "heartbeat_node_missed_messages_total{node=\"bob\"} 5.0",
        "heartbeat_node_retransmissions_requested_total{node=\"bob\"} 6.0",
        "heartbeat_node_retransmissions_sent_total{node=\"bob\"} 4.0",
        "heartbeat_link_packets_total{link=\"eth0\",node=\"bob\"} 120.0",
        "heartbeat_link_duplicates_total{link=\"eth0\",node=\"bob\"} 7.0",
        "heartbeat_link_lost_packets{link=\"eth0\",node=\"bob\"} 4.0",
        "heartbeat_link_overtaken_packets_total{link=\"eth0\",node=\"bob\"} 2.0",
        "heartbeat_link_late_total{link=\"eth0\",node=\"bob\"} 1.0",
        "heartbeat_link_longest_gap_seconds{link=\"eth0\",node=\"bob\"} 1.25",
        "heartbeat_link_hears_us{link=\"eth0\",node=\"bob\"} 0.0",
        "heartbeat_medium_rejected_packets_total{kind=\"mcast\",link=\"eth0\",medium=\"mcast 0\",reason=\"unsigned\"} 3.0",
        "heartbeat_medium_simulated_losses_total{kind=\"mcast\",link=\"eth0\",medium=\"1\"} 7.0",
        "heartbeat_away_seconds_total 1.5",
        "heartbeat_membership_quorum 1.0",
        "heartbeat_membership_instance 7.0",
        "heartbeat_queue_depth{queue=\"http-messages\"} 2.0",
        "heartbeat_http_connections 3.0");
  }

  @Test
  void latenessIsAHistogramInSeconds() throws IOException {
    Lateness lateness = new Lateness();
    lateness.record(-5);
    lateness.record(400_000);
    lateness.record(3_000_000_000L);
    Metric metric = Metric.histogram("late_seconds", "x", lateness.snapshot());
    assertThat(new String(MetricsText.write(List.of(metric), false), StandardCharsets.UTF_8))
        .contains("late_seconds_bucket{le=\"1.0E-4\"} 1", "late_seconds_bucket{le=\"5.0E-4\"} 2",
            "late_seconds_bucket{le=\"1.0\"} 2", "late_seconds_bucket{le=\"+Inf\"} 3", "late_seconds_count 3",
            "late_seconds_sum 3.0004");
  }

  @Test
  void aScrapeIsServedInBothFormats(@TempDir Path runDir) throws Exception {
    try (FeedHouse house = new FeedHouse(runDir)) {
      house.tell(story().events());
      FeedHouse.waitFor("the story is told", () -> house.tcp().send("GET", "/metrics", "Host: localhost").body()
          .contains("heartbeat_node_deaths_total{node=\"bob\"} 1.0"));
      RawHttp.Response plain = house.unix().send("GET", "/metrics", "Host: hb");
      assertThat(plain.hasHeader("content-type: text/plain; version=0.0.4")).isTrue();
      RawHttp.Response open = house.unix().send("GET", "/metrics", "Host: hb", "Accept: application/openmetrics-text; version=1.0.0");
      assertThat(open.hasHeader("content-type: application/openmetrics-text")).isTrue();
      assertThat(open.body()).endsWith("# EOF\n");
    }
  }
}
