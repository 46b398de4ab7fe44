package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Between two messages of a node that a daemon delivers, it has delivered every client message that
 * lies between them and is meant for it, unless it said that it gave up or called the node dead
 * (wire.md 6.6).
 */
final class NothingLostInSilence implements Witness {
  static final String NAME = "nothing is lost in silence";

  private record Source(String node, long generation) {}

  /** One ear: what was delivered last, what had come, and up to which number losses were explained. */
  private static final class Track {
    long last;
    long highest;
    long explained;
    /** The source was called dead: what it says before it is heard again is nobody's to deliver. */
    boolean dead;
  }

  private final Map<Source, NavigableMap<Long, Message>> sentBySource = new HashMap<>();
  private final Map<DaemonLife, Map<Source, Track>> tracksByLife = new HashMap<>();

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    if (Traffic.TYPE.equals(message.type())) {
      sentBySource
          .computeIfAbsent(source(message), unused -> new TreeMap<>())
          .putIfAbsent(message.hex(Fields.SEQUENCE).orElse(0), message);
    }
  }

  private static Source source(Message message) {
    return new Source(message.text(Fields.SOURCE), message.hex(Fields.GENERATION).orElse(0));
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.Delivered delivered && delivered.message().has(Fields.SEQUENCE)) {
      judge(node, delivered.message());
    } else if (event instanceof ClusterEvent.NodeStatus status && status.status().equals("dead")) {
      explain(node, status.node(), true);
    } else if (event instanceof ClusterEvent.Notice notice && Traffic.saysLost(notice)) {
      node.world().nodes().forEach(other -> explain(node, other.name(), false));
    }
  }

  private void explain(SimulatedNode node, String source, boolean dead) {
    tracksByLife.getOrDefault(node.life(), Map.of()).forEach((key, track) -> {
      if (key.node().equals(source)) {
        track.explained = track.highest;
        track.dead |= dead;
      }
    });
  }

  private void judge(SimulatedNode node, Message message) {
    Source source = source(message);
    long number = message.hex(Fields.SEQUENCE).orElse(0);
    Track track = track(node, source);
    if (track.last > 0) {
      missing(node, source, Math.max(track.last, track.explained), number);
    }
    track.last = number;
  }

  private Track track(SimulatedNode node, Source source) {
    return tracksByLife.computeIfAbsent(node.life(), unused -> new HashMap<>())
        .computeIfAbsent(source, unused -> new Track());
  }

  /** The first number heard of a node that was dead begins its tracking anew. */
  @Override
  public void looksAt(SimulatedNode node, String link, Message message) {
    if (message.has(Fields.SEQUENCE)) {
      Track track = track(node, source(message));
      long number = message.hex(Fields.SEQUENCE).orElse(0);
      track.highest = Math.max(track.highest, number);
      if (track.dead) {
        track.explained = track.highest;
        track.dead = "dead".equals(node.life().picture().statusOf(message.text(Fields.SOURCE)));
      }
    }
  }

  private void missing(SimulatedNode node, Source source, long last, long number) {
    if (last >= number) {
      return;
    }
    sentBySource.getOrDefault(source, new TreeMap<>()).subMap(last, false, number, false)
        .forEach((between, message) -> {
          if (isFor(node, message)) {
            throw new Violation(
                NAME, node.world().nanos(),
                node.name() + " delivers number " + number + " of " + source.node() + " after " + last
                    + " and never said a word of " + between);
          }
        });
  }

  /** A uuid decides alone (wire.md 4): one of an earlier installation of this node is somebody else's. */
  private static boolean isFor(SimulatedNode node, Message message) {
    UUID uuid = message.uuid(Fields.DESTINATION_UUID);
    return uuid != null
        ? uuid.equals(node.life().identity().uuid())
        : message.text(Fields.DESTINATION, node.name()).equals(node.name());
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    tracksByLife.remove(node.life());
  }
}
