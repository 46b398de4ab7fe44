package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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

  /** One ear: what was delivered last, and whether a gap after it has been explained. */
  private static final class Track {
    long last;
    boolean explained;
  }

  private final Map<Source, NavigableMap<Long, String>> sentBySource = new HashMap<>();
  private final Map<DaemonLife, Map<Source, Track>> tracksByLife = new HashMap<>();

  /** One explanation may be about several gaps of a node, if they come in the same event. */
  private final Set<String> explainedNow = new HashSet<>();

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    if (Traffic.TYPE.equals(message.type())) {
      sentBySource
          .computeIfAbsent(source(message), unused -> new TreeMap<>())
          .putIfAbsent(message.hex(Fields.SEQUENCE).orElse(0), message.text(Fields.DESTINATION, ""));
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
      explain(node, status.node());
    } else if (event instanceof ClusterEvent.Notice notice && Traffic.saysLost(notice)) {
      node.world().nodes().forEach(other -> explain(node, other.name()));
    }
  }

  private void explain(SimulatedNode node, String source) {
    tracksByLife.getOrDefault(node.life(), Map.of()).forEach((key, track) -> {
      track.explained |= key.node().equals(source);
    });
    explainedNow.add(source);
  }

  private void judge(SimulatedNode node, Message message) {
    Source source = source(message);
    long number = message.hex(Fields.SEQUENCE).orElse(0);
    Track track =
        tracksByLife.computeIfAbsent(node.life(), unused -> new HashMap<>()).get(source);
    if (track == null) {
      track = new Track();
      tracksByLife.get(node.life()).put(source, track);
    } else if (!track.explained && !explainedNow.contains(source.node())) {
      missing(node, source, track.last, number);
    }
    track.last = number;
    track.explained = false;
  }

  private void missing(SimulatedNode node, Source source, long last, long number) {
    sentBySource.getOrDefault(source, new TreeMap<>()).subMap(last, false, number, false)
        .forEach((between, destination) -> {
          if (destination.isEmpty() || destination.equals(node.name())) {
            throw new Violation(
                NAME, node.world().nanos(),
                node.name() + " delivers number " + number + " of " + source.node() + " after " + last
                    + " and never said a word of " + between);
          }
        });
  }

  @Override
  public void afterEvent(Simulation world) {
    explainedNow.clear();
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    tracksByLife.remove(node.life());
  }
}
