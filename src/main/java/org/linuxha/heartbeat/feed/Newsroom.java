package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.problem.Code;

/** Keeps the model up to date and tells each change to the event stream. Belongs to the service loop. */
final class Newsroom {
  /** What has an event of its own. */
  private static final Set<String> TOLD_OTHERWISE =
      Set.of(Code.NODE_DEAD.id(), Code.HEARTBEAT_LATE.id(), Code.HEARTBEAT_BEYOND_DEADTIME.id());

  private final ClusterModel model;
  private final ClusterJson json;
  private final Narrator narrator;
  private final ClientTable clients = new ClientTable();
  private final EventStream stream;
  private final Decisions decisions;
  private Consumer<Event> copies = event -> { };
  private String defect = "";

  Newsroom(ClusterModel model, ClusterJson json, String self, Supplier<Moment> clock, Executor soon) {
    this.model = model;
    this.json = json;
    this.narrator = new Narrator(self, model);
    this.stream = new EventStream(UUID.randomUUID().toString().substring(0, 13), self, clock, this::picture, soon);
    this.decisions = new Decisions(new Explainer(model, self));
  }

  /** Who else gets each event. */
  void copyTo(Consumer<Event> listener) {
    copies = listener;
  }

  Decisions decisions() {
    return decisions;
  }

  EventStream stream() {
    return stream;
  }

  /** Why the model is no longer complete; empty while it is. */
  String defect() {
    return defect;
  }

  /**
   * Takes the next event of the cluster.
   *
   * @throws IllegalStateException the first time that one is missing
   */
  void take(Told told) {
    if (!defect.isEmpty()) {
      return;
    }
    try {
      model.apply(told);
    } catch (IllegalStateException missing) {
      defect = "The picture of the cluster has a hole: " + missing.getMessage() + ".";
      stream.end(defect);
      throw missing;
    }
    Event event = tell(narrator.of(told));
    if (event != null) {
      decisions.hear(told, event);
    }
  }

  void take(Agreed agreed) {
    if (defect.isEmpty()) {
      model.apply(agreed);
    }
    Event event = defect.isEmpty() ? tell(narrator.of(agreed)) : null;
    if (event != null) {
      decisions.hear(agreed, event);
    }
  }

  private Event tell(Happening happening) {
    if (happening == null || isToldOtherwise(happening)) {
      return null;
    }
    clients.hear(happening);
    Event event = stream.tell(happening);
    copies.accept(event);
    return event;
  }

  private static boolean isToldOtherwise(Happening happening) {
    return happening.type() == EventType.DAEMON_NOTICE && TOLD_OTHERWISE.contains(happening.data().getString("id"));
  }

  private JsonObject picture() {
    return new JsonObject()
        .put("cluster", json.cluster())
        .put("nodes", json.nodes())
        .put("links", json.links())
        .put("membership", json.membership())
        .put("clients", clients.json());
  }
}
