package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one node said of all nodes at one moment.
 *
 * @param peers node to what is said of it
 * @param view the membership it is in; null while it says nothing of that
 * @param awayMillis how long it did not run, in its own measure, since its start
 */
record Observation(Map<String, Peer> peers, View view, long awayMillis) {
  static final Observation NOTHING = new Observation(Map.of(), null, 0);

  record Peer(String status, String reason, long sinceAgoMillis, Map<String, Link> links) {}

  /**
   * @param expected whether silence on it means anything
   */
  record Link(boolean expected, boolean up, String reason) {}

  /**
   * @param number the cluster's own number of it
   * @param formed false while the next one is being agreed on
   */
  record View(long number, boolean formed, List<String> members, boolean quorum, String reason) {
    private boolean isLike(View other) {
      return number == other.number && formed == other.formed && quorum == other.quorum && members.equals(other.members);
    }

    private String text() {
      return formed
          ? "membership " + number + ": " + Words.list(members) + (quorum ? ", quorum" : ", no quorum") + why(reason)
          : "the membership is agreed on anew" + why(reason);
    }
  }

  /**
   * @param nodes the answer to {@code GET /api/v1/nodes}
   * @param membership to {@code GET /api/v1/membership}; null if there was none
   * @param cluster to {@code GET /api/v1/cluster}; null if there was none
   */
  static Observation of(JsonArray nodes, JsonObject membership, JsonObject cluster) {
    Map<String, Peer> peers = new LinkedHashMap<>();
    nodes.forEach(each -> peers.put(((JsonObject) each).getString("name"), peer((JsonObject) each)));
    JsonObject away = cluster == null ? null : cluster.getJsonObject("away");
    return new Observation(peers, view(membership), away == null ? 0 : away.getLong("millis", 0L));
  }

  private static Peer peer(JsonObject node) {
    Map<String, Link> links = new LinkedHashMap<>();
    for (Object each : node.getJsonArray("links", new JsonArray())) {
      JsonObject link = (JsonObject) each;
      links.put(
          link.getString("name").replaceFirst("^lo:", ""),
          new Link(link.getBoolean("expected", true), "up".equals(link.getString("status")), text(link, "reason")));
    }
    return new Peer(
        node.getString("status"), text(node, "reason"), node.getLong("sinceAgoMillis", 0L), links);
  }

  private static View view(JsonObject membership) {
    JsonArray members = membership == null ? null : membership.getJsonArray("members");
    if (members == null || members.isEmpty()) {
      return null;
    }
    return new View(
        membership.getLong("instance", 0L),
        "formed".equals(membership.getString("state")),
        members.stream().map(each -> each instanceof JsonObject member ? member.getString("name") : each.toString())
            .sorted().toList(),
        membership.getBoolean("quorum", false), text(membership, "reason"));
  }

  private static String text(JsonObject object, String field) {
    return object.getValue(field) == null ? "" : Words.printable(object.getValue(field).toString());
  }

  String statusOf(String node) {
    Peer peer = peers.get(node);
    return peer == null ? "unknown" : peer.status();
  }

  /** Whether that node's link is up; what is not expected to be heard is never called down. */
  boolean isUp(String node, String link) {
    Peer peer = peers.get(node);
    Link found = peer == null ? null : peer.links().get(link);
    return found != null && (found.up() || !found.expected());
  }

  /** True if every one of them is active in our eyes and heard on all its links. */
  boolean isComplete(List<String> names) {
    return names.stream().allMatch(name -> "active".equals(statusOf(name)))
        && names.stream().allMatch(name -> peers.get(name).links().keySet().stream().allMatch(link -> isUp(name, link)));
  }

  /** What changed since that earlier one. */
  List<Change> changesSince(Observation earlier) {
    List<Change> changes = new ArrayList<>();
    peers.forEach((name, peer) -> node(name, peer, earlier.peers.get(name), changes));
    if (view != null && (earlier.view == null || !view.isLike(earlier.view))) {
      changes.add(new Change(Change.Kind.VIEW, "", "", view.formed() ? "formed" : "influx", view.text()));
    }
    if (awayMillis > earlier.awayMillis && earlier != NOTHING) {
      changes.add(new Change(Change.Kind.AWAY, "", "", "",
          "I was away for " + (awayMillis - earlier.awayMillis) + " ms and judge nobody for it"));
    }
    return changes;
  }

  private static void node(String name, Peer now, Peer before, List<Change> changes) {
    if (before == null || !before.status().equals(now.status())) {
      changes.add(new Change(Change.Kind.NODE, name, "", now.status(),
          before == null && now.status().equals("init")
              ? "waits for " + name
              : name + " is " + now.status() + why(now.reason())));
    }
    now.links().forEach((link, state) -> {
      Link old = before == null ? null : before.links().get(link);
      if (state.expected() && (old == null ? state.up() : old.up() != state.up())) {
        String status = state.up() ? "up" : "dead";
        changes.add(new Change(Change.Kind.LINK, name, link, status,
            name + "'s link " + link + " is " + status + why(state.reason())));
      }
    });
  }

  private static String why(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
