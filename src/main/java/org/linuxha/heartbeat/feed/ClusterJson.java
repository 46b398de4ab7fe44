package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.TreeMap;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.LocalState;

/** The model as JSON: the shapes of docs/api.md. */
final class ClusterJson {
  private final ClusterModel model;
  private final DaemonFacts facts;

  ClusterJson(ClusterModel model, DaemonFacts facts) {
    this.model = model;
    this.facts = facts;
  }

  JsonObject cluster() {
    JsonObject counts = new JsonObject();
    new TreeMap<>(model.nodes.values().stream().collect(
        java.util.stream.Collectors.groupingBy(node -> node.status, java.util.stream.Collectors.counting())))
        .forEach(counts::put);
    return new JsonObject()
        .put("cluster", facts.clusterName())
        .put("node", facts.node())
        .put("state", word(model.state))
        .put("stateReason", model.stateReason)
        .put("uuid", facts.uuid().toString())
        .put("generation", facts.generation())
        .put("version", facts.version())
        .put("started", time(facts.startedWallMillis()))
        .put("nodes", counts)
        .put("submittersPaused", model.paused)
        .put("away", new JsonObject().put("count", model.awayCount).put("millis", model.awayMillis))
        .put("notYetActive", new JsonArray(facts.notYetActive()))
        .put("resources", facts.resources() == null
            ? null
            : new JsonObject().put("takesResources", false).put("reason", facts.resources()))
        .put("ordinal", model.ordinal());
  }

  static String word(LocalState state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  JsonArray nodes(long nowMillis) {
    JsonArray list = new JsonArray();
    model.nodes.values().forEach(node -> list.add(node(node, nowMillis)));
    return list;
  }

  /** One node, or null if there is none of that name. */
  JsonObject node(String name, long nowMillis) {
    NodeModel node = model.nodes.get(name);
    return node == null ? null : node(node, nowMillis);
  }

  private JsonObject node(NodeModel node, long nowMillis) {
    JsonArray links = new JsonArray();
    node.links.forEach((name, link) -> links.add(link(name, link, nowMillis)));
    return new JsonObject()
        .put("name", node.name)
        .put("type", node.type.word())
        .put("status", node.status)
        .put("self", node.name.equals(facts.node()))
        .put("since", time(node.sinceMillis))
        .put("reason", node.reason)
        .put("previousStatus", node.previousStatus.isEmpty() ? null : node.previousStatus)
        .put("evidence", evidence(node.evidence))
        .put("uuid", node.uuid == null ? null : node.uuid.toString())
        .put("generation", node.generation == 0 ? null : node.generation)
        .put("weight", node.weight)
        .put("site", node.site)
        .put("capabilities", node.capabilities.isEmpty() ? null : node.capabilities)
        .put("links", links);
  }

  private static JsonObject link(String name, NodeModel.LinkModel link, long nowMillis) {
    boolean heard = link.lastPacketMillis > 0;
    return new JsonObject()
        .put("name", name)
        .put("status", link.up ? "up" : "dead")
        .put("since", time(link.sinceMillis))
        .put("reason", link.reason)
        .put("lastPacket", heard ? time(link.lastPacketMillis) : null)
        .put("lastPacketAgoMillis", heard ? Math.max(0, nowMillis - link.lastPacketMillis) : null)
        .put("packets", link.packets)
        .put("duplicates", link.duplicates);
  }

  private static JsonObject evidence(Evidence evidence) {
    return evidence == null
        ? null
        : new JsonObject()
            .put("lastLink", evidence.lastLink().isEmpty() ? null : evidence.lastLink())
            .put("silentMillis", evidence.silentMillis())
            .put("deadlineMillis", evidence.deadlineMillis())
            .put("latenessMillis", evidence.latenessMillis())
            .put("absentMillis", evidence.absentMillis());
  }

  JsonArray links() {
    JsonArray list = new JsonArray();
    for (MediumModel medium : model.media.values()) {
      JsonObject rejected = new JsonObject();
      new TreeMap<>(medium.rejected).forEach(rejected::put);
      JsonArray heard = new JsonArray();
      model.nodes.values().forEach(node -> {
        NodeModel.LinkModel link = node.links.get(medium.link);
        if (link != null) {
          heard.add(new JsonObject().put("node", node.name).put("status", link.up ? "up" : "dead"));
        }
      });
      list.add(new JsonObject()
          .put("id", medium.id)
          .put("kind", medium.kind)
          .put("name", medium.link)
          .put("status", medium.open ? "open" : "fault")
          .put("since", time(medium.sinceMillis))
          .put("fault", medium.fault.isEmpty() ? null : medium.fault)
          .put("rejected", rejected)
          .put("nodes", heard));
    }
    return list;
  }

  /** Ready means that communication is up; what else an operator should know stands beside it. */
  JsonObject readiness() {
    JsonArray reasons = new JsonArray();
    if (model.state != LocalState.ACTIVE) {
      reasons.add("communication is not up: we are " + word(model.state));
    }
    JsonArray warnings = new JsonArray();
    model.media.values().stream().filter(medium -> !medium.open).forEach(medium -> warnings.add(medium.fault));
    if (facts.resources() != null) {
      warnings.add(facts.resources());
    }
    facts.notYetActive().forEach(warnings::add);
    return new JsonObject().put("ready", reasons.isEmpty()).put("reasons", reasons).put("warnings", warnings);
  }

  static String time(long wallMillis) {
    return Instant.ofEpochMilli(wallMillis).toString();
  }
}
