package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo makes of two answers of a node. */
class ObservationTest {
  private static Observation of(String bobStatus, String linkStatus) {
    return Observation.of(new JsonArray("""
        [{"name":"alice","status":"active","reason":"we say so","links":[
            {"name":"lo","status":"dead","expected":false,"reason":"never heard"}]},
         {"name":"bob","status":"%s","reason":"because","links":[
            {"name":"lo","status":"%s","expected":true,"reason":"a packet"}]}]""".formatted(bobStatus, linkStatus)));
  }

  @Test
  void completeMeansAllActiveAndHeardWhereTheyShouldBe() {
    List<String> names = List.of("alice", "bob");
    assertThat(of("active", "up").isComplete(names)).isTrue();
    assertThat(of("active", "dead").isComplete(names)).isFalse();
    assertThat(of("up", "up").isComplete(names)).isFalse();
    assertThat(of("active", "up").isComplete(List.of("alice", "bob", "carol"))).isFalse();
    assertThat(Observation.NOTHING.isComplete(names)).isFalse();
  }

  @Test
  void onlyChangesAreTold() {
    assertThat(of("active", "up").changesSince(of("active", "up"))).isEmpty();
    assertThat(of("dead", "dead").changesSince(of("active", "up")))
        .containsExactly("bob is dead (because)", "link lo to bob is dead (a packet)");
    assertThat(of("init", "dead").changesSince(Observation.NOTHING))
        .containsExactly("alice is active (we say so)", "waits for bob");
    assertThat(Observation.NOTHING.changesSince(of("active", "up")))
        .containsExactlyInAnyOrder("alice is no longer known", "bob is no longer known");
  }
}
