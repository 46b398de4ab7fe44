package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.MembershipEvent;

/** The last decisions, explained; and of each node the last one about it, however long ago. */
final class Decisions {
  /** How many are kept. */
  static final int CAPACITY = 256;

  private final Deque<Decision> recent = new ArrayDeque<>();
  private final Map<String, Decision> lastByNode = new HashMap<>();
  private final Explainer explainer;

  Decisions(Explainer explainer) {
    this.explainer = explainer;
  }

  /** Call it when the model has taken the event. */
  void hear(Told told, Event event) {
    Moment moment = new Moment(told.nanos(), told.wallMillis());
    if (told.event() instanceof ClusterEvent.NodeStatus status) {
      Decision decision = keep(event, explainer.node(status, moment));
      lastByNode.put(status.node(), decision);
    } else if (told.event() instanceof ClusterEvent.LinkStatus link) {
      keep(event, explainer.link(link, moment));
    } else if (told.event() instanceof ClusterEvent.Away away) {
      keep(event, Explainer.away(away, moment));
    } else if (told.event() instanceof ClusterEvent.NodeRemoved removed) {
      lastByNode.remove(removed.node());
    } else if (told.event() instanceof ClusterEvent.Flow || told.event() instanceof ClusterEvent.LateHeartbeat) {
      keep(event, List.of(event.happening().text()));
    }
  }

  void hear(Agreed agreed, Event event) {
    Moment moment = new Moment(agreed.nanos(), agreed.wallMillis());
    keep(event, agreed.event() instanceof MembershipEvent.Formed formed
        ? explainer.formed(formed.view(), moment, this::explanationOf)
        : List.of(event.happening().text()));
  }

  private List<String> explanationOf(String node) {
    Decision last = lastByNode.get(node);
    return last == null ? List.of() : last.explanation();
  }

  private Decision keep(Event event, List<String> explanation) {
    Decision decision = new Decision(event, explanation);
    recent.add(decision);
    if (recent.size() > CAPACITY) {
      recent.poll();
    }
    return decision;
  }

  /** The last about that node, or null. */
  Decision about(String node) {
    return lastByNode.get(node);
  }

  /** The newest last, at most so many. */
  JsonArray json(int most) {
    List<Decision> list = new ArrayList<>(recent);
    JsonArray array = new JsonArray();
    list.subList(Math.max(0, list.size() - most), list.size()).forEach(decision -> array.add(decision.json()));
    return array;
  }

  /** The same, but only those about that node and its links. */
  JsonArray json(String node, int most) {
    JsonArray array = new JsonArray();
    List<JsonObject> list =
        recent.stream()
            .filter(decision -> isAbout(node, decision.event().happening().subject()))
            .map(Decision::json)
            .toList();
    list.subList(Math.max(0, list.size() - most), list.size()).forEach(array::add);
    return array;
  }

  private static boolean isAbout(String node, String subject) {
    return subject.equals(node) || subject.startsWith(node + "/");
  }
}
