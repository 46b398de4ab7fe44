package org.linuxha.heartbeat.simulation;

import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/** Messages and events in the words of traces and transcripts. */
final class Describe {
  /** Fields that tell the reader nothing a trace does not already say. */
  private static final Set<String> DULL =
      Set.of(
          Fields.TYPE, Fields.SOURCE, Fields.SOURCE_UUID, Fields.DESTINATION_UUID, Fields.TIME,
          Fields.LOAD, Fields.TTL, Fields.AUTH, "protocol", "hbcaps");

  private Describe() {}

  /** {@code status st=active dt=fa0 seq=7 hg=2}. */
  static String message(Message message) {
    String fields =
        message.fields().stream()
            .filter(field -> !DULL.contains(field.name()))
            .map(Describe::field)
            .collect(Collectors.joining(" "));
    return message.type() + (fields.isEmpty() ? "" : " " + fields);
  }

  private static String field(Field field) {
    return field.name() + "=" + (field.value() instanceof Value.Text text ? text.text() : field.value());
  }

  /** What a daemon told; null for what is no news. */
  static String event(ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeAdded added) {
      return "knows " + added.node() + " (" + added.type().word() + ", " + added.status() + ")";
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      return "forgets " + removed.node() + ": " + removed.reason();
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      return "learns " + changed.node() + " generation=" + changed.generation();
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      return "node " + status.node() + " " + status.previous() + " -> " + status.status()
          + ": " + status.reason() + evidence(status.evidence());
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      return "link " + link.node() + ":" + link.link() + (link.up() ? " up: " : " dead: ")
          + link.reason() + evidence(link.evidence());
    } else if (event instanceof ClusterEvent.Delivered delivered) {
      return "delivers " + message(delivered.message()) + " from "
          + (delivered.own() ? "itself" : delivered.message().text(Fields.SOURCE));
    } else if (event instanceof ClusterEvent.LocalStatus local) {
      return "is " + local.previous() + " -> " + local.state() + ": " + local.reason();
    } else if (event instanceof ClusterEvent.Flow flow) {
      return (flow.paused() ? "pauses its clients: " : "lets its clients go on: ") + flow.reason();
    } else if (event instanceof ClusterEvent.Away away) {
      return "was away for " + away.missedMillis() + " ms";
    } else if (event instanceof ClusterEvent.Notice notice) {
      return "says " + notice.severity() + (notice.code() == null ? "" : " " + notice.code().id())
          + " " + notice.text();
    }
    return null;
  }

  private static String evidence(Evidence evidence) {
    if (evidence == null) {
      return "";
    }
    return " [silent " + evidence.silentMillis() + " ms of " + evidence.deadlineMillis()
        + (evidence.lastLink().isEmpty() ? "" : ", last on " + evidence.lastLink())
        + (evidence.latenessMillis() == 0 ? "" : ", we were late by " + evidence.latenessMillis() + " ms")
        + (evidence.absentMillis() == 0 ? "" : ", away for " + evidence.absentMillis() + " ms")
        + "]";
  }
}
