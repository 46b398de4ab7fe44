package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Turns what the heart and the membership tell into events for the outside. Null: not for the outside. */
final class Narrator {
  private static final String CLIENT_STATUS = "hbapi-clstat";

  private final String self;
  private final ClusterModel model;

  /**
   * @param model has taken each event before it is narrated
   */
  Narrator(String self, ClusterModel model) {
    this.self = self;
    this.model = model;
  }

  Happening of(Told told) {
    Moment moment = new Moment(told.nanos(), told.wallMillis());
    ClusterEvent event = told.event();
    if (event instanceof ClusterEvent.NodeAdded added) {
      return added(added, moment);
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      return new Happening(EventType.NODE_REMOVED, moment, removed.node(), new JsonObject(), removed.reason(),
          Sentences.removed(removed));
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      return changed(changed, moment);
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      return status(status, moment);
    } else if (event instanceof ClusterEvent.LateHeartbeat late) {
      return late(late, moment);
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      return link(link, moment);
    } else if (event instanceof ClusterEvent.MediumStatus medium) {
      return medium(medium, moment);
    } else if (event instanceof ClusterEvent.Rejections rejections) {
      return rejected(rejections, moment);
    } else if (event instanceof ClusterEvent.Delivered delivered) {
      return client(delivered.message(), moment);
    }
    return daemon(event, moment);
  }

  private Happening added(ClusterEvent.NodeAdded added, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("nodeType", added.type().word())
            .put("status", added.status())
            .put("uuid", added.uuid() == null ? null : added.uuid().toString())
            .put("weight", added.weight())
            .put("site", ClusterJson.orNull(added.site()))
            .put("links", new JsonArray(added.links()));
    return new Happening(EventType.NODE_ADDED, moment, added.node(), data, null,
        (added.type() == NodeType.PING ? "Ping node " : "Node ") + added.node() + " is known.");
  }

  private Happening changed(ClusterEvent.NodeChanged changed, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("uuid", changed.uuid() == null ? null : changed.uuid().toString())
            .put("weight", changed.weight())
            .put("site", ClusterJson.orNull(changed.site()))
            .put("generation", changed.generation())
            .put("capabilities", ClusterJson.orNull(changed.capabilities()));
    return new Happening(EventType.NODE_CHANGED, moment, changed.node(), data, null, Sentences.changed(changed));
  }

  private Happening status(ClusterEvent.NodeStatus status, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("nodeType", status.type().word())
            .put("status", status.status())
            .put("previous", ClusterJson.orNull(status.previous()));
    return new Happening(EventType.NODE_STATUS, moment, status.node(), data, status.reason(),
        ClusterJson.evidence(status.evidence(), moment), Sentences.status(status, self, model.titles()));
  }

  private static Happening late(ClusterEvent.LateHeartbeat late, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("intervalMillis", late.intervalMillis())
            .put("beyondDeadtime", late.beyondDeadtime());
    return new Happening(EventType.NODE_LATE, moment, late.node(), data,
        late.beyondDeadtime() ? "later than deadtime" : "later than warntime",
        ClusterJson.evidence(late.evidence(), moment), Sentences.late(late));
  }

  private Happening link(ClusterEvent.LinkStatus link, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("node", link.node())
            .put("link", link.link())
            .put("displayName", model.titles().name(link.link()))
            .put("status", link.up() ? "up" : "dead");
    return new Happening(EventType.LINK_STATUS, moment, link.node() + "/" + link.link(), data, link.reason(),
        ClusterJson.evidence(link.evidence(), moment), Sentences.link(link, model.titles()));
  }

  private Happening medium(ClusterEvent.MediumStatus medium, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("id", medium.linkId())
            .put("kind", medium.kind())
            .put("link", medium.link())
            .put("displayName", model.titles().name(medium.link()))
            .put("status", medium.open() ? "open" : "fault")
            .put("fault", medium.fault() == null ? null
                : new JsonObject().put("id", medium.fault().code().id()).put("text", medium.fault().sentence()));
    return new Happening(EventType.LINK_MEDIUM, moment, medium.link(), data,
        medium.fault() == null ? null : medium.fault().sentence(), Sentences.medium(medium, model.titles()));
  }

  private static Happening rejected(ClusterEvent.Rejections rejections, Moment moment) {
    JsonObject data =
        new JsonObject()
            .put("id", rejections.linkId())
            .put("rejected", ClusterJson.counters(rejections.countByReason()));
    return new Happening(EventType.LINK_REJECTED, moment, rejections.linkId(), data,
        "packets that are not of this cluster, or damaged", Sentences.rejected(rejections));
  }

  /** Programs sign on and off by a message to their like on all nodes (client-api.md 4.4). */
  private static Happening client(Message message, Moment moment) {
    String client = message.text(Fields.FROM_ID);
    String node = message.text(Fields.SOURCE);
    if (!CLIENT_STATUS.equals(message.type()) || client == null || client.isEmpty() || node == null) {
      return null;
    }
    boolean joined = "join".equals(message.text(Fields.STATUS));
    JsonObject data =
        new JsonObject()
            .put("client", client)
            .put("node", node)
            .put("clientGeneration", message.text(Fields.CLIENT_GENERATION));
    return new Happening(joined ? EventType.CLIENT_JOINED : EventType.CLIENT_LEFT, moment, client + "@" + node, data,
        message.text(Fields.INFO), "Client " + client + " on node " + node + (joined ? " signed on." : " left."));
  }

  private Happening daemon(ClusterEvent event, Moment moment) {
    if (event instanceof ClusterEvent.LocalStatus local) {
      JsonObject data =
          new JsonObject()
              .put("state", local.state().name().toLowerCase(Locale.ROOT))
              .put("previous", local.previous().name().toLowerCase(Locale.ROOT));
      return new Happening(EventType.DAEMON_STATE, moment, self, data, local.reason(), Sentences.local(local));
    } else if (event instanceof ClusterEvent.Flow flow) {
      return new Happening(EventType.DAEMON_FLOW, moment, self, new JsonObject().put("paused", flow.paused()),
          flow.reason(), Sentences.flow(flow));
    } else if (event instanceof ClusterEvent.Away away) {
      return new Happening(EventType.DAEMON_AWAY, moment, self,
          new JsonObject().put("missedMillis", away.missedMillis()), "stopped, paused or starved of CPU",
          Sentences.away(away));
    } else if (event instanceof ClusterEvent.Notice notice && notice.code() != null) {
      JsonObject data =
          new JsonObject()
              .put("id", notice.code().id())
              .put("severity", notice.severity().name().toLowerCase(Locale.ROOT))
              .put("remedy", notice.code().remedy());
      return new Happening(EventType.DAEMON_NOTICE, moment, self, data, notice.code().cause(),
          Sentences.firstUpper(notice.text()));
    }
    return null;
  }

  Happening of(Agreed agreed) {
    Moment moment = new Moment(agreed.nanos(), agreed.wallMillis());
    MembershipEvent event = agreed.event();
    if (event instanceof MembershipEvent.Formed formed) {
      return membership(EventType.MEMBERSHIP_FORMED, moment, formed.view().reason(),
          Sentences.formed(formed.view()));
    } else if (event instanceof MembershipEvent.InFlux influx) {
      return membership(EventType.MEMBERSHIP_INFLUX, moment, influx.reason(),
          "The membership is being agreed on anew: " + influx.reason() + ".");
    } else if (event instanceof MembershipEvent.Evicted evicted) {
      return membership(EventType.MEMBERSHIP_EVICTED, moment, evicted.reason(),
          "This node is not in the cluster's membership any more: " + evicted.reason() + ".");
    } else if (event instanceof MembershipEvent.Unknown unknown) {
      return membership(EventType.MEMBERSHIP_UNKNOWN, moment, unknown.reason(),
          "There is no membership yet: " + unknown.reason() + ".");
    } else if (event instanceof MembershipEvent.Notice notice && notice.code() != null) {
      return daemon(
          new ClusterEvent.Notice(notice.severity(), notice.code(), notice.text()), moment);
    }
    return null;
  }

  private Happening membership(EventType type, Moment moment, String reason, String text) {
    return new Happening(type, moment, self, MembershipJson.whole(model.membership(), moment), reason, text);
  }
}
