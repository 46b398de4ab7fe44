package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Passes on what other nodes send, so that serial lines from node to node, in a chain or a ring, carry a cluster. C
 * Heartbeat 3.0.6 forwards nothing (wire.md 8.5), so it is done only while every node that is heard advertises it.
 *
 * <p>What came on a serial line goes out on everything else, what came from a network goes out on serial lines only: on
 * a network everybody hears for himself. A message has three limits: its {@code ttl}, which each relay lowers; the names
 * of its relays in {@link #VIA}, none of which passes it on again; and each node passes the same number on at most once
 * a second (a number that comes again later is one that was asked for again).
 */
final class Relay {
  /** In our capability text: we pass on, and know {@link #VIA}. */
  static final String CAPABILITY = "relay";
  /** The names of the relays between the sender and here, with commas; C nodes ignore the field. */
  static final String VIA = "hbvia";

  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final int REMEMBERED = 1_024;
  /** Two nodes have nothing to pass on to each other. */
  private static final int FEWEST_NODES = 3;

  private final Identity self;
  private final Roster roster;
  private final Effects effects;
  private final Set<String> serial = new LinkedHashSet<>();
  private final Set<String> networks = new LinkedHashSet<>();
  private final Map<Key, Long> passed = new LinkedHashMap<>();

  /** {@code what}: the number, or for messages without one what they say. */
  private record Key(String source, long generation, long what) {}

  Relay(ClusterConfig config, Identity self, Roster roster, Effects effects) {
    this.self = self;
    this.roster = roster;
    this.effects = effects;
    for (Medium medium : config.media()) {
      if (medium instanceof Medium.Serial) {
        serial.add(medium.linkName());
      } else if (!(medium instanceof Medium.Ping)) {
        networks.add(medium.linkName());
      }
    }
  }

  /** True if what comes there comes from the node at its other end, or through it. */
  boolean isSerial(String link) {
    return serial.contains(link);
  }

  /** A message of another node came there, as it stood on the wire. */
  void arrived(Peer from, String link, Message message, Now now) {
    if (!isActive() || self.name().equals(message.text(Fields.DESTINATION)) && message.isUnsequenced()) {
      return;
    }
    long ttl = message.decimal(Fields.TTL).orElse(0);
    String via = message.text(VIA, "");
    if (ttl <= 1 || List.of(via.split(",")).contains(self.name())) {
      return;
    }
    Set<String> targets = targets(from, link);
    if (targets.isEmpty() || !isFirst(message, now)) {
      return;
    }
    effects.forward(
        message.without(Fields.AUTH).with(Fields.TTL, Long.toString(ttl - 1))
            .with(VIA, via.isEmpty() ? self.name() : via + "," + self.name()),
        targets);
  }

  private boolean isActive() {
    return !serial.isEmpty()
        && roster.normal().size() >= FEWEST_NODES
        && roster.liveOthers().stream().filter(peer -> peer.heard)
            .allMatch(peer -> List.of(peer.capabilities.split(" ")).contains(CAPABILITY));
  }

  /** A line whose other end is the sender himself leads nowhere. */
  private Set<String> targets(Peer from, String link) {
    Set<String> targets = new LinkedHashSet<>(serial);
    if (isSerial(link)) {
      targets.addAll(networks);
    }
    targets.remove(link);
    targets.removeIf(name -> isSerial(name) && from.link(name) != null && from.link(name).isDirect());
    return targets;
  }

  private boolean isFirst(Message message, Now now) {
    long sequence = message.hex(Fields.SEQUENCE).orElse(0);
    long what = sequence > 0 ? sequence
        : -1L - Integer.toUnsignedLong(message.without(Fields.AUTH).without(Fields.TTL).without(VIA).hashCode());
    Key key = new Key(message.text(Fields.SOURCE), message.hex(Fields.GENERATION).orElse(0), what);
    Long before = passed.remove(key);
    if (passed.size() >= REMEMBERED) {
      forgetTheOldest();
    }
    boolean first = before == null || now.nanos() - before >= AGAIN_NANOS;
    passed.put(key, first ? now.nanos() : before);
    return first;
  }

  private void forgetTheOldest() {
    List<Key> oldest = new ArrayList<>(passed.keySet()).subList(0, REMEMBERED / 2);
    oldest.forEach(passed::remove);
  }
}
