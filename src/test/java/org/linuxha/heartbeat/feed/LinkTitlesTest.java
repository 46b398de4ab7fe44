package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LinkSettings;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.config.OwnSettings;

/** What heartbeat.json says of links is shown wherever people look, and what it does not say is as ever. */
@Timeout(60)
class LinkTitlesTest {
  @TempDir Path runDir;

  private static OwnSettings own(LinkSettings link, LinkFault fault) {
    MediumKey key = new MediumKey("mcast eth0");
    return new OwnSettings(OwnSettings.NONE.http(), Set.of(), OwnSettings.NONE.tls(), List.of(), LoggingSettings.DEFAULT,
        new LinkSections(Map.of(key, link), Map.of(key, fault)));
  }

  private static String get(FeedHouse house, String path) throws Exception {
    return house.unix().send("GET", path, "Host: hb").body();
  }

  private static JsonObject medium(FeedHouse house) throws Exception {
    return new JsonArray(get(house, "/api/v1/links")).getJsonObject(0);
  }

  @Test
  void namesAndFaultsFollowTheSettingsAndTheNameOfHaCfStays() throws Exception {
    try (FeedHouse house = new FeedHouse(runDir)) {
      house.tell(story().events());
      FeedHouse.waitFor("the story", () -> get(house, "/api/v1/nodes").contains("no packet for"));
      assertThat(medium(house).getString("displayName")).isEqualTo("eth0");
      assertThat(medium(house).getValue("bind")).isNull();
      assertThat(medium(house).getValue("simulated")).isNull();
      assertThat(get(house, "/metrics")).contains("heartbeat_link_up{link=\"eth0\",node=\"bob\"}").doesNotContain("name=\"").doesNotContain("simulated");

      house.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewSettings(
          own(new LinkSettings("blue", Map.of("alice", "10.0.0.1")), new LinkFault(20, 0, false, LinkFault.Direction.IN, Set.of()))));
      FeedHouse.waitFor("the name", () -> medium(house).getString("displayName").equals("blue"));
      assertThat(medium(house).getString("name")).isEqualTo("eth0");
      assertThat(medium(house).getString("bind")).isEqualTo("10.0.0.1");
      assertThat(medium(house).getJsonObject("simulated")).isEqualTo(
          new JsonObject().put("lossPercent", 20).put("delayMillis", 0).put("cut", false).put("direction", "in"));
      JsonObject link = new JsonObject(get(house, "/api/v1/nodes/bob")).getJsonArray("links").getJsonObject(0);
      assertThat(link.getString("name") + link.getString("displayName")).isEqualTo("eth0blue");
      assertThat(get(house, "/metrics")).contains("heartbeat_link_up{link=\"eth0\",name=\"blue\",node=\"bob\"}")
          .contains("heartbeat_medium_simulated_fault{kind=\"mcast\",link=\"eth0\",medium=\"1\",name=\"blue\"} 1");
      JsonObject health = new JsonObject(get(house, "/api/v1/cluster")).getJsonObject("health");
      assertThat(health.getString("status")).isEqualTo("degraded");
      assertThat(health.getJsonArray("findings").toString()).contains("Link blue (eth0) of node bob is dead").contains(
          "SIMULATED FAULTS on medium mcast blue (eth0): 20 % of what comes is lost. heartbeat.json wants it so; it is for demonstration alone.");
      assertThat(get(house, "/readyz")).contains("SIMULATED FAULTS");

      house.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewSettings(OwnSettings.NONE));
      FeedHouse.waitFor("as ever", () -> medium(house).getString("displayName").equals("eth0"));
      assertThat(get(house, "/readyz")).doesNotContain("SIMULATED");
    }
  }

  private static Story story() {
    Story story = new Story().tell(new ClusterEvent.MediumStatus("1", "mcast", "eth0", true, null));
    Story.allActive().events().stream().map(told -> told.event()).filter(event -> !(event instanceof ClusterEvent.MediumStatus)).forEach(story::tell);
    return story.tell(new ClusterEvent.LinkStatus("bob", "eth0", false, "no packet for 1200 ms", null));
  }

  @Test
  void eventsAndExplanationsSayWhatPeopleCallALink() throws Exception {
    try (FeedHouse house = new FeedHouse(runDir, FeedHouse.RULES, own(new LinkSettings("blue", Map.of()), LinkFault.NONE).at(
        java.util.Optional.of(org.linuxha.heartbeat.config.HttpAddress.OFF)))) {
      house.tell(story().events());
      FeedHouse.waitFor("the death", () -> get(house, "/api/v1/decisions").contains("no packet for"));
      JsonArray decisions = new JsonArray(get(house, "/api/v1/decisions"));
      JsonObject last = decisions.getJsonObject(decisions.size() - 1);
      assertThat(last.getString("text")).isEqualTo("Link blue (eth0) of node bob is dead: no packet for 1200 ms.");
      assertThat(last.getJsonObject("data")).isEqualTo(
          new JsonObject().put("node", "bob").put("link", "eth0").put("displayName", "blue").put("status", "dead"));
      assertThat(last.getJsonArray("explanation").toString()).contains("Link blue (eth0) of node bob was declared dead").contains("heard on blue (eth0)");
      assertThat(new JsonObject(get(house, "/api/v1/nodes/bob/explanation")).getJsonArray("now").toString()).contains("ink blue (eth0) ");
    }
  }
}
