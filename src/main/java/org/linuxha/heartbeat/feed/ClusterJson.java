package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.bus.Scheduling;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.HeardThere;
import org.linuxha.heartbeat.cluster.LinkQuality;
import org.linuxha.heartbeat.config.LinkFault;

/** The model as JSON: the shapes of docs/api.md. */
final class ClusterJson {
  private final ClusterModel model;
  private final DaemonFacts facts;
  private final Supplier<Moment> clock;
  private final Health health;

  ClusterJson(ClusterModel model, DaemonFacts facts, Supplier<Moment> clock) {
    this.model = model;
    this.facts = facts;
    this.clock = clock;
    this.health = new Health(model, facts.node());
  }

  JsonObject cluster() {
    return new JsonObject()
        .put("name", facts.clusterName())
        .put("node", facts.node())
        .put("state", model.state().name().toLowerCase(Locale.ROOT))
        .put("stateSince", time(model.stateSince()))
        .put("stateReason", model.stateReason())
        .put("health", health())
        .put("nodes", counts())
        .put("membership", MembershipJson.brief(model.membership()))
        .put("uuid", facts.uuid().toString())
        .put("generation", facts.generation())
        .put("version", facts.version())
        .put("pid", ProcessHandle.current().pid())
        .put("started", Instant.ofEpochMilli(facts.startedWallMillis()).toString())
        .put("flow", new JsonObject().put("paused", model.paused()).put("reason", orNull(model.pauseReason())))
        .put("away", new JsonObject().put("count", model.awayCount()).put("millis", model.awayMillis()))
        .put("realtime", realtime())
        .put("resources", resources())
        .put("notYetActive", new JsonArray(facts.notYetActive()))
        .put("ordinal", model.ordinal());
  }

  private JsonObject health() {
    JsonArray findings = new JsonArray(health.findings());
    return new JsonObject().put("status", findings.isEmpty() ? "ok" : "degraded").put("findings", findings);
  }

  private JsonObject counts() {
    Map<String, Long> byStatus =
        model.nodes().stream()
            .collect(Collectors.groupingBy(node -> node.status, TreeMap::new, Collectors.counting()));
    return new JsonObject().put("total", model.nodes().size()).put("byStatus", counters(byStatus));
  }

  private JsonObject realtime() {
    Scheduling scheduling = model.scheduling();
    return new JsonObject()
        .put("active", scheduling.realtime())
        .put("priority", scheduling.priority())
        .put("memoryLocked", scheduling.memoryLocked())
        .put("reason", orNull(scheduling.reason()));
  }

  private JsonObject resources() {
    return new JsonObject()
        .put("configured", facts.resources() != null)
        .put("takesResources", false)
        .put("reason", facts.resources());
  }

  JsonObject membership() {
    return MembershipJson.whole(model.membership(), clock.get());
  }

  JsonArray nodes() {
    Moment now = clock.get();
    JsonArray list = new JsonArray();
    model.nodes().forEach(node -> list.add(node(node, now)));
    return list;
  }

  /** One node, or null if there is none of that name. */
  JsonObject node(String name) {
    NodeModel node = model.node(name.toLowerCase(Locale.ROOT));
    return node == null ? null : node(node, clock.get());
  }

  private JsonObject node(NodeModel node, Moment now) {
    JsonArray links = new JsonArray();
    node.links.forEach((name, link) -> links.add(link(name, node, now, new JsonObject().put("name", name).put("displayName", model.titles().name(name)))));
    return new JsonObject()
        .put("name", node.name)
        .put("type", node.type.word())
        .put("status", node.status)
        .put("self", node.name.equals(facts.node()))
        .put("since", time(node.since))
        .put("sinceAgoMillis", now.millisSince(node.since))
        .put("previousStatus", orNull(node.previousStatus))
        .put("reason", node.reason)
        .put("evidence", evidence(node.evidence, now))
        .put("uuid", node.uuid == null ? null : node.uuid.toString())
        .put("generation", node.generation == 0 ? null : node.generation)
        .put("weight", node.weight)
        .put("site", orNull(node.site))
        .put("capabilities", orNull(node.capabilities))
        .put("links", links);
  }

  private JsonObject link(String name, NodeModel node, Moment now, JsonObject into) {
    NodeModel.LinkModel link = node.links.get(name);
    return into
        .put("expected", health.isExpected(node, name))
        .put("status", link.up ? "up" : "dead")
        .put("since", time(link.since))
        .put("sinceAgoMillis", now.millisSince(link.since))
        .put("reason", link.reason)
        .put("lastPacket", link.lastPacket == null ? null : time(link.lastPacket))
        .put("lastPacketAgoMillis", link.lastPacket == null ? null : now.millisSince(link.lastPacket))
        .put("packets", link.packets)
        .put("duplicates", link.duplicates)
        .put("lost", link.quality.lost())
        .put("overtaken", link.quality.overtaken())
        .put("late", link.quality.late())
        .put("gaps", gaps(link.quality))
        .put("hearsUs", link.quality.heardThere() == HeardThere.UNKNOWN ? null : link.quality.heardThere() == HeardThere.YES)
        .put("oneWay", link.isOneWay());
  }

  private static JsonObject gaps(LinkQuality quality) {
    return new JsonObject()
        .put("count", quality.gaps())
        .put("meanMillis", quality.meanGapMicros() / 1_000.0)
        .put("deviationMillis", quality.gapDeviationMicros() / 1_000.0)
        .put("longestMillis", quality.longestGapMicros() / 1_000.0);
  }

  static JsonObject evidence(Evidence evidence, Moment now) {
    if (evidence == null) {
      return null;
    }
    boolean heard = evidence.lastPacketNanos() != 0;
    return new JsonObject()
        .put("lastPacket", heard ? time(now.at(evidence.lastPacketNanos())) : null)
        .put("lastLink", orNull(evidence.lastLink()))
        .put("silentMillis", evidence.silentMillis())
        .put("deadlineMillis", evidence.deadlineMillis())
        .put("latenessMillis", evidence.latenessMillis())
        .put("absentMillis", evidence.absentMillis());
  }

  /** Our media, and who is heard on each. */
  JsonArray links() {
    Moment now = clock.get();
    JsonArray list = new JsonArray();
    for (MediumModel medium : model.media()) {
      list.add(
          new JsonObject()
              .put("id", medium.id)
              .put("kind", medium.kind)
              .put("name", medium.link)
              .put("displayName", model.titles().name(medium.link))
              .put("bind", model.titles().plan(medium.id).bind().orElse(null))
              .put("status", medium.open ? "open" : "fault")
              .put("since", time(medium.since))
              .put("sinceAgoMillis", now.millisSince(medium.since))
              .put("fault", fault(medium))
              .put("simulated", simulated(model.titles().plan(medium.id).fault()))
              .put("sent", sent(medium, now))
              .put("rejected", counters(medium.rejected))
              .put("nodes", heardOn(medium.link, now)));
    }
    return list;
  }

  private static JsonObject sent(MediumModel medium, Moment now) {
    return new JsonObject()
        .put("packets", medium.sent)
        .put("failed", medium.sendFailures)
        .put("lastPacket", medium.lastSent == null ? null : time(medium.lastSent))
        .put("lastPacketAgoMillis", medium.lastSent == null ? null : now.millisSince(medium.lastSent));
  }

  private static JsonObject fault(MediumModel medium) {
    return medium.open ? null : new JsonObject().put("id", medium.faultId).put("text", medium.fault);
  }

  /** What is done to packets on purpose; null if nothing. */
  private static JsonObject simulated(LinkFault fault) {
    return fault.isNone() ? null : new JsonObject().put("lossPercent", fault.lossPercent()).put("delayMillis", fault.delayMillis())
        .put("cut", fault.cut()).put("direction", fault.direction().name().toLowerCase(Locale.ROOT));
  }

  private JsonArray heardOn(String linkName, Moment now) {
    JsonArray heard = new JsonArray();
    for (NodeModel node : model.nodes()) {
      if (node.links.containsKey(linkName)) {
        heard.add(link(linkName, node, now, new JsonObject().put("name", node.name)));
      }
    }
    return heard;
  }

  /** Ready means that communication is up; what else an operator should know stands beside it. */
  JsonObject readiness() {
    JsonArray warnings = new JsonArray(health.findings());
    JsonArray reasons = new JsonArray();
    if (!health.isReady()) {
      reasons.add(health.notReady());
      warnings.remove(health.notReady());
    }
    if (facts.resources() != null) {
      warnings.add(facts.resources());
    }
    facts.notYetActive().forEach(warnings::add);
    return new JsonObject().put("ready", health.isReady()).put("reasons", reasons).put("warnings", warnings);
  }

  static JsonObject counters(Map<String, Long> counts) {
    JsonObject object = new JsonObject();
    new TreeMap<>(counts).forEach(object::put);
    return object;
  }

  static String orNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  static String time(Moment moment) {
    return Instant.ofEpochMilli(moment.wallMillis()).toString();
  }
}
