package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published schema: what it tells an editor, and what people are told when a file does not fit. */
class SchemaTest {
  private static final Path PUBLISHED = Path.of("src/main/resources/contracts/heartbeat.schema.json");

  @Test
  void thePublishedTextIsTheSchemaThatIsUsed() throws IOException {
    String text = Schema.json().encodePrettily() + "\n";
    if (Boolean.getBoolean("heartbeat.schema.write")) {
      Files.writeString(PUBLISHED, text);
    }
    assertThat(Files.readString(PUBLISHED)).as("run with -Dheartbeat.schema.write=true after a change").isEqualTo(text);
  }

  @Test
  void everyPropertyHasTitleDescriptionAndExample() {
    List<String> lacking = new ArrayList<>();
    look("", Schema.json(), lacking);
    assertThat(lacking).isEmpty();
  }

  private static void look(String path, Object value, List<String> lacking) {
    if (value instanceof io.vertx.core.json.JsonArray array) {
      array.forEach(one -> look(path, one, lacking));
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, Object> entry : object) {
        String name = path + "/" + entry.getKey();
        boolean rule = path.endsWith("/if") || path.endsWith("/else") || path.contains("/then/properties/key") || path.contains("examples");
        if (entry.getKey().equals("properties") && !rule && !path.endsWith("/then/properties")) {
          ((JsonObject) entry.getValue()).forEach(property -> described(name + "/" + property.getKey(), property.getValue(), lacking));
        }
        look(name, entry.getValue(), lacking);
      }
    }
  }

  private static void described(String name, Object value, List<String> lacking) {
    // "kind": true says no more than that it was described above; "key": false that crc has none
    if (value instanceof JsonObject property) {
      for (String word : List.of("title", "description", "examples")) {
        if (!property.containsKey(word) || property.getValue(word).toString().isBlank()) {
          lacking.add(name + " has no " + word);
        }
      }
    }
  }

  @Test
  void timesAndSizesHaveAUnit() {
    for (Property property : Properties.ALL) {
      boolean named = property.name().endsWith("Millis") || property.name().endsWith("Kib");
      assertThat(property.about().unit()).as(property.name()).isEqualTo(!named ? "" : property.name().endsWith("Kib") ? "KiB" : "ms");
    }
  }

  @Test
  void allErrorsComeAtOnceEachWithPointerLineAndColumn() {
    String text = """
        {
          "timing": {
            "keepaliveMillis": "1s",
            "deadtimeMilis": 10000
          },
          "cluster": { "nodes": ["alice", "bo b"] },
          "network": { "media": [ { "kind": "bcast" }, { "kind": "carrier-pigeon" } ] }
        }
        """;
    SchemaCheck.Result result = SchemaCheck.read("heartbeat.json", text);
    assertThat(result.json()).isEmpty();
    assertThat(result.problems()).extracting(p -> p.place()).contains(
        "heartbeat.json:3:5 /timing/keepaliveMillis", "heartbeat.json:4:5 /timing/deadtimeMilis",
        "heartbeat.json:6:35 /cluster/nodes/1", "heartbeat.json:7:27 /network/media/0", "heartbeat.json:7:50 /network/media/1/kind");
    assertThat(result.problems()).hasSize(5).allMatch(p -> p.full().contains("What to do:"));
  }

  @Test
  void brokenSyntaxAndDoubleNamesAreErrorsWithAPlace() {
    assertThat(SchemaCheck.read("x.json", "{\n  \"timing\": {,}\n}").problems()).singleElement()
        .matches(p -> p.code().id().equals("HB181") && p.place().startsWith("x.json:2:"));
    assertThat(SchemaCheck.read("x.json", "{\"log\": {}, \n\"log\": {}}").problems()).singleElement()
        .matches(p -> p.code().id().equals("HB181") && p.place().startsWith("x.json:2:"));
    assertThat(SchemaCheck.read("x.json", "").problems()).hasSize(1);
  }

  @Test
  void namesOfNodesAndMediaThatCannotBeAreToldInWords() {
    assertThat(texts("{\"cluster\": {\"nodes\": [\"Alice\", \"b,b\", \"\"]}}")).containsExactly(
        "A node's name has no capital letters here: write \"alice\".",
        "A node's name has 1 to 99 characters, none of them a blank, a comma or #, as in \"alice\".");
    assertThat(texts("{\"links\": {\"mcast lo\": {\"bind\": {\"ALICE.example.com\": \"10.0.0.1\"}}}}"))
        .containsExactly("A node's name has no capital letters here: write \"alice.example.com\".");
    assertThat(texts("{\"faults\": {\"mcast lo\": {\"nodes\": [\"BOB\"]}}}"))
        .containsExactly("A node's name has no capital letters here: write \"bob\".");
    assertThat(texts("{\"faults\": {\"pigeon lo\": {}}}"))
        .containsExactly("A key here is the kind of a medium and its device, with one blank between, as in ha.cf: mcast eth0.");
  }

  private static List<String> texts(String json) {
    return SchemaCheck.read("heartbeat.json", json).problems().stream().map(problem -> problem.text()).distinct().toList();
  }

  @Test
  void noErrorShowsAKey() {
    for (String text : List.of(
        "{\"keys\": {\"active\": 1, \"all\": [{\"number\": 1, \"method\": \"sha1\", \"key\": \"top secret\"}]}}",
        "{\"keys\": {\"active\": 1, \"all\": [{\"number\": 1, \"method\": \"crc\", \"key\": \"topsecret\"}]}}",
        "{\"keys\": {\"active\": 1, \"all\": [{\"number\": 1, \"method\": \"sha1\", \"key\": topsecret}]}}",
        "{\"keys\": \"topsecret\"}", "{\"keys\": {\"active\": \"topsecret\"}}")) {
      List<org.linuxha.heartbeat.problem.Problem> problems = SchemaCheck.read("x.json", text).problems();
      assertThat(problems).isNotEmpty();
      assertThat(problems.toString()).doesNotContain("secret\"").doesNotContain("top secret").doesNotContain("topsecret");
    }
  }
}
