package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.linuxha.heartbeat.problem.Code;

/** Decisions with their reasons: of all, and of one node with how it stands now. */
final class ExplainApi {
  static final String DECISIONS = "/api/v1/decisions";
  static final String NODE = "/api/v1/nodes/:name/explanation";
  private static final int OF_ONE_NODE = 16;

  private final ClusterModel model;
  private final ClusterJson json;
  private final Newsroom newsroom;
  private final String self;
  private final Supplier<Moment> clock;

  ExplainApi(ClusterModel model, ClusterJson json, Newsroom newsroom, String self, Supplier<Moment> clock) {
    this.model = model;
    this.json = json;
    this.newsroom = newsroom;
    this.self = self;
    this.clock = clock;
  }

  void decisions(RoutingContext request) {
    Answers.json(request, 200, newsroom.decisions().json(Decisions.CAPACITY));
  }

  void node(RoutingContext request) {
    String name = request.pathParam("name").toLowerCase(Locale.ROOT);
    NodeModel node = model.node(name);
    if (node == null) {
      Answers.problem(request, 404, Code.HTTP_NOT_FOUND, "There is no node " + request.pathParam("name") + ".");
      return;
    }
    Decision last = newsroom.decisions().about(name);
    Answers.json(request, 200, new JsonObject()
        .put("node", json.node(name))
        .put("now", new JsonArray(now(node)))
        .put("explanation", new JsonArray(last == null ? List.of() : last.explanation()))
        .put("decisions", newsroom.decisions().json(name, OF_ONE_NODE)));
  }

  /** How it stands at this moment. */
  private List<String> now(NodeModel node) {
    Moment now = clock.get();
    List<String> said = new ArrayList<>();
    said.add((node.name.equals(self) ? "This node, " + node.name + "," : "Node " + node.name) + " is " + node.status
        + ", for " + now.millisSince(node.since) / 1_000 + " s.");
    if (node.name.equals(self)) {
      return said;
    }
    node.links.forEach((name, link) -> said.add(link.lastPacket == null
        ? "On link " + model.titles().title(name) + " it was never heard since this daemon started."
        : "Link " + model.titles().title(name) + " is " + (link.up ? "up" : "dead") + "; the last packet on it came "
            + now.millisSince(link.lastPacket) + " ms ago."));
    return said;
  }
}
