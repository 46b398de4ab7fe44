package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** docs/events.md names exactly the types there are, and the data of each. */
class EventsDocumentTest {
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z.]+)`");
  private static final ClusterModel MODEL = new ClusterModel(Story.moment(0));
  private static final Narrator NARRATOR = new Narrator("alice", MODEL);

  private static String document() throws IOException {
    return Files.readString(Path.of("docs/events.md"));
  }

  private static List<String> rows() throws IOException {
    String table = document().split("## Types")[1].split("## Parameters")[0];
    return table.lines().filter(line -> line.startsWith("| `")).toList();
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyTypeIsDocumented() throws IOException {
    Set<String> documented = new TreeSet<>();
    rows().forEach(row -> documented.addAll(names(row.split("\\|")[1])));
    assertThat(documented)
        .isEqualTo(Arrays.stream(EventType.values()).map(EventType::word).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theDataOfEachTypeIsDocumented() throws IOException {
    Map<String, JsonObject> data =
        Stream.concat(clusterEvents().map(EventsDocumentTest::narrate), membershipEvents().map(EventsDocumentTest::narrate))
            .collect(Collectors.toMap(happening -> happening.type().word(), Happening::data, (one, other) -> one));
    Set<String> numbered =
        Arrays.stream(EventType.values()).filter(EventType::isNumbered).map(EventType::word).collect(Collectors.toSet());
    assertThat(data.keySet()).as("types that this test makes").isEqualTo(numbered);
    for (String row : rows()) {
      String[] cells = row.split("\\|");
      for (String type : names(cells[1])) {
        if (data.containsKey(type)) {
          Set<String> documented = cells[2].contains("the same;") ? names(rowOf("membership.formed")) : names(cells[2]);
          assertThat(documented).as(type).containsAll(data.get(type).fieldNames());
        }
      }
    }
  }

  private static String rowOf(String type) throws IOException {
    return rows().stream().filter(row -> row.startsWith("| `" + type + "`")).findFirst().orElseThrow();
  }

  @Test
  void theLinesFieldsAndNumbersAreDocumented() throws IOException {
    Event event = new Event(1, "e", narrate(Story.death("bob")));
    String table = document().split("\\| field \\| \\|")[1].split("## Types")[0];
    Set<String> documented = new TreeSet<>();
    table.lines().filter(line -> line.startsWith("| `")).forEach(row -> documented.addAll(names(row.split("\\|")[1])));
    assertThat(documented).isEqualTo(new TreeSet<>(event.json().fieldNames()));
    assertThat(document())
        .contains("The last " + EventRing.CAPACITY + " are kept")
        .contains("at most " + EventReader.QUEUE + " lines")
        .contains("2,048 readers at a time")
        .contains("; " + EventApi.DEFAULT_PING_SECONDS + " by default");
    assertThat(EventStream.MAX_READERS).isEqualTo(2_048);
  }

  private static Happening narrate(ClusterEvent event) {
    return NARRATOR.of(new Told(1, 5, 7, event));
  }

  private static Happening narrate(MembershipEvent event) {
    Agreed agreed = new Agreed(1, 5, 7, event);
    MODEL.apply(agreed);
    return NARRATOR.of(agreed);
  }

  private static Stream<ClusterEvent> clusterEvents() {
    Evidence evidence = new Evidence(1, "eth0", 2, 3, 4, 5);
    Stream<ClusterEvent> story =
        Story.allActive().events().stream().map(Told::event).filter(event -> narrate(event) != null);
    return Stream.concat(story, Stream.of(
        new ClusterEvent.NodeRemoved("bob", "deleted"),
        new ClusterEvent.NodeChanged("bob", null, 100, "", 7, ""),
        new ClusterEvent.LateHeartbeat("bob", 700, false, evidence),
        new ClusterEvent.Rejections("1", Map.of("unsigned", 3L)),
        new ClusterEvent.Flow(true, "bob does not acknowledge"),
        new ClusterEvent.Away(700),
        new ClusterEvent.Notice(Severity.WARN, Code.LINK_NOT_DRAINED, "a link"),
        clientStatus("join"),
        clientStatus("leave")));
  }

  private static ClusterEvent clientStatus(String status) {
    return new ClusterEvent.Delivered(
        Message.ofType("hbapi-clstat").with("st", status).with("from_id", "cib").with("src", "bob"), "eth0", false);
  }

  private static Stream<MembershipEvent> membershipEvents() {
    View view = new View(1, 2, "bob", true, List.of(), List.of(), List.of(), "why", List.of(), 7);
    return Stream.of(
        new MembershipEvent.Formed(view), new MembershipEvent.InFlux(view, "why"),
        new MembershipEvent.Evicted(view, "why"), new MembershipEvent.Unknown("why"));
  }
}
