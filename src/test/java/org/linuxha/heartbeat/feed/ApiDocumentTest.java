package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Rejection;

/** docs/api.md shows exactly the fields that are served. */
class ApiDocumentTest {
  private final ClusterModel model = new ClusterModel(Story.moment(0));
  private final ClusterJson json = new ClusterJson(model, Story.FACTS, () -> Story.moment(100));

  private static String document() throws IOException {
    return Files.readString(Path.of("docs/api.md"));
  }

  /** The first JSON block below that heading. */
  private static Object shown(String heading) throws IOException {
    Matcher block =
        Pattern.compile("## " + Pattern.quote(heading) + "\n.*?```json\n(.*?)```", Pattern.DOTALL).matcher(document());
    assertThat(block.find()).as(heading).isTrue();
    return Json.decodeValue(block.group(1));
  }

  /** All names with their places; what an array holds is seen in its first element. */
  private static TreeSet<String> names(String place, Object value) {
    TreeSet<String> names = new TreeSet<>();
    if (value instanceof JsonObject object && !place.endsWith("byStatus") && !place.endsWith("rejected")) {
      object.forEach(each -> {
        names.add(place + "." + each.getKey());
        names.addAll(names(place + "." + each.getKey(), each.getValue()));
      });
    } else if (value instanceof JsonArray array && !array.isEmpty()) {
      names.addAll(names(place + "[]", array.getValue(0)));
    }
    return names;
  }

  @Test
  void clusterNodeAndLinksAreDocumentedFieldByField() throws IOException {
    Story.allActive().tell(Story.death("bob")).events().forEach(model::apply);
    JsonObject cluster = json.cluster().put("http", "added by the router").put("pulseAgeMillis", 0);
    assertThat(names("", shown("GET /api/v1/cluster"))).isEqualTo(names("", cluster));
    assertThat(names("", shown("GET /api/v1/nodes/bob"))).isEqualTo(names("", json.node("bob")));
    assertThat(names("", shown("GET /api/v1/links"))).isEqualTo(names("", json.links()));
  }

  @Test
  void theMembershipIsDocumentedFieldByField() throws IOException {
    model.apply(Story.formed(1, 3, true, "alice", "bob", "carol"));
    model.apply(Story.formed(2, 4, true, "alice", "carol"));
    assertThat(names("", shown("GET /api/v1/membership"))).isEqualTo(names("", json.membership()));
  }

  @Test
  void everyReasonToDropAPacketIsNamed() throws IOException {
    for (Rejection rejection : Rejection.values()) {
      assertThat(document()).contains("`" + rejection.word() + "`");
    }
  }
}
