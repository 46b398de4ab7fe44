package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.membership.MembershipEvent;

/** What GET /api/v1/membership says from one event of the membership service to the next. */
class MembershipModelTest {
  private final ClusterModel model = new ClusterModel(Story.moment(0));
  private final ClusterJson json = new ClusterJson(model, Story.FACTS, () -> Story.moment(100));

  private void tell(long second, MembershipEvent event) {
    model.apply(Story.agreed(second, event));
  }

  @Test
  void beforeTheFirstViewNothingIsMadeUp() {
    JsonObject membership = json.membership();
    assertThat(membership.getString("state")).isEqualTo("unknown");
    assertThat(membership.getString("reason")).isEqualTo("communication is not up yet");
    assertThat(membership.getJsonArray("members")).isEmpty();
    assertThat(membership.getBoolean("quorum")).isFalse();
    assertThat(membership.getMap()).containsEntry("instance", null).containsEntry("view", null).containsEntry("leader", null);
  }

  @Test
  void unknownKeepsItsReason() {
    tell(5, new MembershipEvent.Unknown("no membership service answers on bob"));
    assertThat(json.membership().getString("reason")).isEqualTo("no membership service answers on bob");
    assertThat(json.cluster().getJsonObject("health").getJsonArray("findings").toString())
        .as("a cluster without ccm is no fault").doesNotContain("embership");
  }

  @Test
  void aViewIsShownWithItsCausesAndItsEvidence() {
    model.apply(Story.formed(3, 7, true, "alice", "carol"));
    JsonObject membership = json.membership();
    assertThat(membership.getString("state")).isEqualTo("formed");
    assertThat(membership.getBoolean("quorum")).isTrue();
    assertThat(membership.getLong("view")).isEqualTo(3);
    assertThat(membership.getInteger("instance")).isEqualTo(7);
    assertThat(membership.getLong("ordinal")).isEqualTo(3);
    assertThat(membership.getLong("sinceAgoMillis")).isEqualTo(97_000);
    assertThat(membership.getJsonArray("left")).isEqualTo(new JsonArray().add("bob"));
    assertThat(membership.getJsonArray("causes").getJsonObject(0).getJsonObject("evidence").getLong("silentMillis"))
        .isEqualTo(10_012);
  }

  @Test
  void inFluxTheLastViewStandsThereWithoutItsQuorum() {
    model.apply(Story.formed(3, 7, true, "alice", "carol"));
    tell(8, new MembershipEvent.InFlux(model.membership().view(), "leader lost"));
    JsonObject membership = json.membership();
    assertThat(membership.getString("state")).isEqualTo("influx");
    assertThat(membership.getString("reason")).isEqualTo("leader lost");
    assertThat(membership.getInteger("instance")).isEqualTo(7);
    assertThat(membership.getBoolean("quorum")).isFalse();
    assertThat(membership.getString("viewSince")).isLessThan(membership.getString("since"));
  }

  @Test
  void lostQuorumAndEvictionNeedAttention() {
    Story.allActive().events().forEach(model::apply);
    model.apply(Story.formed(3, 7, false, "alice"));
    assertThat(json.cluster().getJsonObject("health").getJsonArray("findings").getString(0))
        .isEqualTo("The membership has no quorum: it has 1 of 3 nodes.");
    tell(8, new MembershipEvent.Evicted(model.membership().view(), "bob does not hear us"));
    assertThat(json.cluster().getJsonObject("health").getJsonArray("findings").getString(0))
        .isEqualTo("This node is not in the membership: bob does not hear us.");
  }

  @Test
  void stepsAndNoticesAreForTheLogAlone() {
    model.apply(Story.formed(3, 7, true, "alice"));
    tell(9, new MembershipEvent.Notice(org.linuxha.heartbeat.problem.Severity.INFO, null, "x"));
    assertThat(json.membership().getLong("ordinal")).isEqualTo(3);
  }
}
