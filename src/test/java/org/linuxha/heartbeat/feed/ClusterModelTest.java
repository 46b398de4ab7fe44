package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** The model follows the event stream, and its JSON has the shapes of docs/api.md. */
class ClusterModelTest {
  private final ClusterModel model = new ClusterModel(Story.moment(0));
  private final ClusterJson json = new ClusterJson(model, Story.FACTS, () -> Story.moment(100));

  private void follow(Story story) {
    story.events().forEach(model::apply);
  }

  @Test
  void aMissingOrdinalIsNoticedAtOnce() {
    List<Told> events = Story.allActive().events();
    model.apply(events.get(0));
    assertThatThrownBy(() -> model.apply(events.get(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cluster event 3 came after 1");
  }

  @Test
  void theFirstEventMustNotBeMissingEither() {
    List<Told> events = Story.allActive().events();
    assertThatThrownBy(() -> model.apply(events.get(1))).hasMessage("cluster event 2 came after 0");
  }

  @Test
  void aNodeShowsStatusSinceReasonAndLinks() {
    follow(Story.allActive());
    JsonObject bob = json.node("bob");
    assertThat(bob.getString("status")).isEqualTo("active");
    assertThat(bob.getString("previousStatus")).isEqualTo("init");
    assertThat(bob.getString("type")).isEqualTo("normal");
    assertThat(bob.getBoolean("self")).isFalse();
    assertThat(bob.getString("uuid")).isEqualTo(Story.BOB.toString());
    assertThat(bob.getString("since")).isEqualTo("2023-11-14T22:13:27Z");
    assertThat(bob.getLong("sinceAgoMillis")).isEqualTo(93_000);
    JsonObject link = bob.getJsonArray("links").getJsonObject(0);
    assertThat(link.getString("name")).isEqualTo("eth0");
    assertThat(link.getString("status")).isEqualTo("up");
    assertThat(json.node("alice").getBoolean("self")).isTrue();
  }

  @Test
  void mediaAreListedInTheOrderOfTheConfigurationWhicheverIsOpenFirst() {
    follow(new Story()
        .tell(new ClusterEvent.MediumStatus("10", "bcast", "eth9", true, null))
        .tell(new ClusterEvent.MediumStatus("2", "bcast", "eth1", true, null))
        .tell(new ClusterEvent.MediumStatus("1", "bcast", "eth0", true, null)));
    assertThat(json.links().stream().map(each -> ((JsonObject) each).getString("name"))).containsExactly("eth0", "eth1", "eth9");
  }

  @Test
  void nodeNamesAreFoundInAnyCaseAndUnknownOnesAreNull() {
    follow(Story.allActive());
    assertThat(json.node("BOB").getString("name")).isEqualTo("bob");
    assertThat(json.node("dave")).isNull();
  }

  @Test
  void activityTellsWhenTheLastPacketCame() {
    follow(Story.allActive().tell(new ClusterEvent.Activity(List.of(
        new ClusterEvent.LinkActivity("bob", "eth0", Story.moment(11).nanos() + 500_000_000L, 42, 3),
        new ClusterEvent.LinkActivity("nobody", "eth0", 1, 1, 0)))));
    JsonObject link = json.node("bob").getJsonArray("links").getJsonObject(0);
    assertThat(link.getString("lastPacket")).isEqualTo("2023-11-14T22:13:31.500Z");
    assertThat(link.getLong("lastPacketAgoMillis")).isEqualTo(88_500);
    assertThat(link.getLong("packets")).isEqualTo(42);
    assertThat(link.getLong("duplicates")).isEqualTo(3);
  }

  @Test
  void aLinkNeverHeardHasNoLastPacket() {
    follow(Story.allActive());
    JsonObject own = json.node("alice").getJsonArray("links").getJsonObject(0);
    assertThat(own.getString("status")).isEqualTo("dead");
    assertThat(own.getValue("lastPacket")).isNull();
    assertThat(own.getValue("lastPacketAgoMillis")).isNull();
  }

  @Test
  void aDeathCarriesItsEvidence() {
    follow(Story.allActive().tell(Story.death("bob")));
    JsonObject evidence = json.node("bob").getJsonObject("evidence");
    assertThat(evidence.getString("lastPacket")).isEqualTo("2023-11-14T22:13:29Z");
    assertThat(evidence.getString("lastLink")).isEqualTo("eth0");
    assertThat(evidence.getLong("silentMillis")).isEqualTo(10_012);
    assertThat(evidence.getLong("deadlineMillis")).isEqualTo(10_000);
    assertThat(evidence.getLong("latenessMillis")).isEqualTo(3);
  }

  @Test
  void removedAndChangedNodesFollow() {
    follow(Story.allActive()
        .tell(new ClusterEvent.NodeRemoved("carol", "deleted"))
        .tell(new ClusterEvent.NodeChanged("bob", Story.BOB, 50, "east", 99, "heartbeat/0.1.0")));
    assertThat(json.node("carol")).isNull();
    JsonObject bob = json.node("bob");
    assertThat(bob.getInteger("weight")).isEqualTo(50);
    assertThat(bob.getString("site")).isEqualTo("east");
    assertThat(bob.getLong("generation")).isEqualTo(99);
    assertThat(bob.getString("capabilities")).isEqualTo("heartbeat/0.1.0");
  }

  @Test
  void theClusterCountsNodesAndSaysWhatItDoesNotDo() {
    follow(Story.allActive()
        .tell(new ClusterEvent.Flow(true, "bob does not acknowledge"))
        .tell(new ClusterEvent.Away(1_500)));
    JsonObject cluster = json.cluster();
    assertThat(cluster.getString("name")).isEqualTo("linux-ha");
    assertThat(cluster.getString("node")).isEqualTo("alice");
    assertThat(cluster.getString("state")).isEqualTo("active");
    assertThat(cluster.getLong("generation")).isEqualTo(7);
    assertThat(cluster.getJsonObject("nodes").encode()).isEqualTo("{\"total\":3,\"byStatus\":{\"active\":3}}");
    assertThat(cluster.getJsonObject("flow").encode())
        .isEqualTo("{\"paused\":true,\"reason\":\"bob does not acknowledge\"}");
    assertThat(cluster.getJsonObject("away").encode()).isEqualTo("{\"count\":1,\"millis\":1500}");
    assertThat(cluster.getJsonObject("resources").getBoolean("takesResources")).isFalse();
    assertThat(cluster.getJsonObject("resources").getString("reason")).contains("will not take resources");
    assertThat(cluster.getJsonArray("notYetActive").getString(0)).contains("watchdog");
  }

  @Test
  void linksShowTheMediumItsFaultAndWhatItDropped() {
    follow(Story.allActive()
        .tell(new ClusterEvent.Rejections("mcast 0", Map.of("wrong-signature", 5L, "malformed", 2L)))
        .tell(new ClusterEvent.MediumStatus("mcast 0", "mcast", "eth0", false,
            new Problem(Code.LINK_LOST, "mcast eth0", "the device went away"))));
    JsonObject link = json.links().getJsonObject(0);
    assertThat(link.getString("kind")).isEqualTo("mcast");
    assertThat(link.getString("status")).isEqualTo("fault");
    assertThat(link.getJsonObject("fault").getString("id")).isEqualTo("HB402");
    assertThat(link.getJsonObject("rejected").encode()).isEqualTo("{\"malformed\":2,\"wrong-signature\":5}");
    assertThat(link.getJsonArray("nodes")).hasSize(3);
  }

  @Test
  void readinessIsCommunicationAndResourcesAreAWarning() {
    List<Told> events = Story.allActive().events();
    events.subList(0, 5).forEach(model::apply);
    assertThat(json.readiness().getBoolean("ready")).isFalse();
    assertThat(json.readiness().getJsonArray("reasons").getString(0)).contains("Communication is not up");
    events.subList(5, events.size()).forEach(model::apply);
    assertThat(json.readiness().getBoolean("ready")).isTrue();
    assertThat(json.readiness().getJsonArray("reasons")).isEmpty();
    assertThat(json.readiness().getJsonArray("warnings").encode()).contains("will not take resources");
  }
}
