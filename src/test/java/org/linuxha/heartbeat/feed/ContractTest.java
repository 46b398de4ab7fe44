package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contracts that are served describe what is served, no less and no more. */
@Timeout(60)
class ContractTest {
  private static final String BASE = "https://heartbeat.test/";

  @TempDir Path runDir;
  private FeedHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
    Story story = Story.allActive();
    story.tell(new ClusterEvent.Rejections("mcast 0", Map.of("unsigned", 3L)));
    story.tell(Story.death("bob")).tell(new ClusterEvent.Away(1_500));
    house.tell(story.events());
    house.agree(new MembershipEvent.Formed(new View(3, 7, "alice", true, List.of(new Member("alice", 0, 5)),
        List.of(), List.of("bob"), "bob is dead", List.of(), 1_700_000_000L)));
    FeedHouse.waitFor("the story is told", () -> get("/api/v1/membership").body().contains("\"bob is dead\""));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private RawHttp.Response get(String path) throws Exception {
    return house.unix().send("GET", path, "Host: hb");
  }

  private JsonObject contract(String name) throws Exception {
    RawHttp.Response served = get("/" + name);
    assertThat(served.hasHeader("content-type: application/yaml")).isTrue();
    Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(served.body());
    return new JsonObject(Json.encode(yaml));
  }

  /** A contract lets readers meet new fields; the daemon of the same version must not have any that it does not name. */
  private static void close(Object schema) {
    if (schema instanceof JsonObject object) {
      object.forEach(each -> close(each.getValue()));
      if (object.containsKey("required") && object.containsKey("properties") && !object.containsKey("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    } else if (schema instanceof JsonArray array) {
      array.forEach(ContractTest::close);
    }
  }

  private static String faults(JsonObject contract, JsonObject schema, Object value) {
    SchemaRepository repository =
        SchemaRepository.create(new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri(BASE));
    JsonObject root =
        new JsonObject()
            .put("$id", BASE + "root")
            .put("$defs", contract.getJsonObject("components").getJsonObject("schemas"))
            .put("allOf", new JsonArray().add(schema));
    String local = root.encode().replace("#/components/schemas/", "#/$defs/");
    repository.dereference(JsonSchema.of(new JsonObject(local)));
    OutputUnit output = repository.validator(BASE + "root").validate(value);
    return output.getValid() ? "" : String.valueOf(output.getErrors());
  }

  @Test
  void theOpenApiDocumentIsValid() throws Exception {
    // the validator takes other media types for a missing feature
    JsonObject document =
        new JsonObject(contract("openapi.yaml").encode()
            .replaceAll("application/(problem\\+json|x-ndjson)", "application/json")
            .replace("application/yaml", "text/plain"));
    // the daemon's own Vert.x reads no files from jars, and the validator keeps its schemas there
    Vertx vertx = Vertx.vertx();
    try {
      OpenAPIContract parsed = FeedHouse.await(OpenAPIContract.from(vertx, document));
      assertThat(parsed.getVersion().name()).isEqualTo("V3_1");
      assertThat(parsed.operations()).hasSizeGreaterThan(15);
    } finally {
      FeedHouse.await(vertx.close());
    }
  }

  @Test
  void everyPathIsInTheContractAndInTheDocument() throws Exception {
    Set<String> served =
        new JsonObject(get("/").body()).getJsonArray("resources").stream().map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    served.add("/api/v1/messages");
    served.add("/api/v1/keys");
    assertThat(contract("openapi.yaml").getJsonObject("paths").fieldNames()).containsExactlyInAnyOrderElementsOf(served);
    String table = Files.readString(Path.of("docs/api.md")).split("Everything answers")[0].replace("NAME", "{name}").replace("ID`", "{id}`");
    Set<String> documented =
        Pattern.compile("[ `](/[a-z0-9/{}.]*)").matcher(table.substring(table.indexOf("| resource"))).results()
            .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    served.remove("/");
    assertThat(documented).isEqualTo(served);
  }

  @Test
  void everyAnswerIsAsTheContractSaysAndHasNoFieldBeyond() throws Exception {
    JsonObject contract = contract("openapi.yaml");
    close(contract.getJsonObject("components"));
    Map<String, String> examples = new LinkedHashMap<>();
    contract.getJsonObject("paths").fieldNames().forEach(path -> examples.put(path, path.replace("{name}", "bob").replace("{id}", "HB510")));
    examples.put("/api/v1/nodes/{name}", "/api/v1/nodes/nobody");
    examples.keySet().removeAll(Set.of("/api/v1/events", "/api/v1/messages"));
    int checked = 0;
    for (Map.Entry<String, String> each : examples.entrySet()) {
      checked += check(contract, each.getKey(), each.getValue());
    }
    checked += check(contract, "/api/v1/nodes/{name}", "/api/v1/nodes/bob");
    assertThat(checked).as("answers in JSON").isGreaterThan(10);
  }

  @Test
  void aFieldThatTheContractDoesNotNameWouldBeFound() throws Exception {
    JsonObject contract = contract("openapi.yaml");
    JsonObject live = new JsonObject().put("$ref", "#/components/schemas/Live");
    JsonObject answer = new JsonObject().put("live", true).put("pulseAgeMillis", 3);
    close(contract.getJsonObject("components"));
    assertThat(faults(contract, live, answer)).isEmpty();
    assertThat(faults(contract, live, answer.copy().put("beyond", 1))).isNotEmpty();
    assertThat(faults(contract, live, answer.copy().put("live", "yes"))).isNotEmpty();
    assertThat(faults(contract, live, new JsonObject().put("live", true))).isNotEmpty();
  }

  private int check(JsonObject contract, String path, String request) throws Exception {
    RawHttp.Response answer = get(request);
    JsonObject responses = contract.getJsonObject("paths").getJsonObject(path).getJsonObject("get").getJsonObject("responses");
    JsonObject response = responses.getJsonObject(String.valueOf(answer.status()));
    assertThat(response).as(request + " answered " + answer.status()).isNotNull();
    if (response.containsKey("$ref")) {
      response = contract.getJsonObject("components").getJsonObject("responses").getJsonObject("Problem");
    }
    String type = answer.head().toLowerCase().split("content-type: ")[1].split("[;\r]")[0];
    JsonObject content = response.getJsonObject("content").getJsonObject(type);
    assertThat(content).as(request + " has type " + type).isNotNull();
    if (!type.contains("json")) {
      return 0;
    }
    assertThat(faults(contract, content.getJsonObject("schema"), Json.decodeValue(answer.body()))).as(request).isEmpty();
    return 1;
  }

  @Test
  void everyEventIsAsTheContractsSay() throws Exception {
    JsonObject async = contract("asyncapi.yaml");
    JsonObject open = contract("openapi.yaml");
    assertThat(async.getString("asyncapi")).isEqualTo("3.0.0");
    JsonObject messages = async.getJsonObject("components").getJsonObject("messages");
    Set<String> types = Arrays.stream(EventType.values()).map(EventType::word).collect(Collectors.toCollection(TreeSet::new));
    assertThat(messages.fieldNames().stream().filter(name -> !name.startsWith("frame.")))
        .containsExactlyInAnyOrderElementsOf(types);
    assertThat(async.getJsonObject("channels").getJsonObject("events").getJsonObject("messages").fieldNames())
        .containsExactlyInAnyOrderElementsOf(types);
    try (EventLines lines = house.follow("?since=0&ping=1")) {
      for (JsonObject line = lines.nextLine(); ; line = lines.nextLine()) {
        checkEvent(async, open, messages, line);
        if (line.getString("type").equals("ping")) {
          break;
        }
      }
    }
    try (EventLines lines = house.follow("")) {
      checkEvent(async, open, messages, lines.next());
    }
  }

  private static void checkEvent(JsonObject async, JsonObject open, JsonObject messages, JsonObject event) {
    JsonObject payload = messages.getJsonObject(event.getString("type")).getJsonObject("payload");
    assertThat(faults(async, payload, event)).as(event.encode()).isEmpty();
    JsonObject general = new JsonObject().put("$ref", "#/components/schemas/Event");
    assertThat(faults(open, general, event)).as(event.encode()).isEmpty();
  }

  @Test
  void everyFrameOfAMessageChannelIsAsTheContractSays() throws Exception {
    JsonObject async = contract("asyncapi.yaml");
    JsonObject messages = async.getJsonObject("components").getJsonObject("messages");
    close(async.getJsonObject("components").getJsonObject("schemas"));
    FakeHeart heart = new FakeHeart(house, Story.allActive().events().size() + 3);
    Set<String> seen = new TreeSet<>();
    try (MessageClient channel = new MessageClient(house.socket, "?service=tasks&credits=1")) {
      JsonObject send = new JsonObject("{\"frame\":\"send\",\"id\":1,\"message\":{\"to\":\"all\",\"type\":\"chat\",\"fields\":{\"n\":1}}}");
      for (JsonObject said : List.of(send, new JsonObject("{\"frame\":\"credit\",\"count\":3}"), new JsonObject("{\"frame\":\"sing\"}"))) {
        channel.say(said.encode());
        if (!said.getString("frame").equals("sing")) {
          seen.add("frame." + said.getString("frame"));
          assertThat(faults(async, messages.getJsonObject("frame." + said.getString("frame")).getJsonObject("payload"), said)).isEmpty();
        }
      }
      FeedHouse.waitFor("hello, sent, message, refused", () -> channel.frames.size() == 4);
      for (int i = 0; i <= MessageReader.LINES + 8; i++) {
        heart.tell(MessagesTest.delivered("tasks", i, "x"));
      }
      assertThat(channel.awaitClose()).isEqualTo(1013);
      for (JsonObject frame : channel.frames) {
        seen.add("frame." + frame.getString("frame"));
        JsonObject payload = messages.getJsonObject("frame." + frame.getString("frame")).getJsonObject("payload");
        assertThat(faults(async, payload, frame)).as(frame.encode()).isEmpty();
      }
    }
    assertThat(messages.fieldNames().stream().filter(name -> name.startsWith("frame."))).containsExactlyInAnyOrderElementsOf(seen);
    assertThat(async.getJsonObject("channels").getJsonObject("messages").getJsonObject("messages").fieldNames())
        .containsExactlyInAnyOrderElementsOf(seen);
  }
}
