package org.linuxha.heartbeat.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;

/** The nodes we know, in the order they became known, and the names that were deleted. */
final class Roster {
  /** wire.md 10.2. */
  static final int MAX_NODES = 100;

  private final ClusterConfig config;
  private final Identity self;
  private final RandomGenerator random;
  private final Effects effects;
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private final Map<String, NodeTable.Entry> deleted = new LinkedHashMap<>();
  private final List<String> mediumNames;
  /** {@link #all} and {@link #normal} as they are asked for with every packet; null if nodes came or went since. */
  private List<Peer> allNow;
  private List<Peer> normalNow;

  Roster(ClusterConfig config, Identity self, RandomGenerator random, Effects effects) {
    this.config = config;
    this.self = self;
    this.random = random;
    this.effects = effects;
    this.mediumNames =
        config.media().stream()
            .filter(medium -> !(medium instanceof Medium.Ping))
            .map(Medium::linkName)
            .distinct()
            .toList();
  }

  /** Fills the roster from the configuration and, where nodes may join unlisted, from the host cache. */
  void open(NodeTable known, Now now) {
    config.nodes().forEach(name -> add(name, now));
    if (config.autojoin() != ClusterConfig.Autojoin.NONE) {
      known.nodes().forEach(entry -> add(entry.name(), now));
      known.deleted().forEach(entry -> deleted.put(entry.name(), entry));
    }
    add(self.name(), now);
    for (NodeTable.Entry entry : known.nodes()) {
      recall(entry);
    }
    self().uuid = self.uuid();
    for (Medium medium : config.media()) {
      if (medium instanceof Medium.Ping ping && !peers.containsKey(ping.name())) {
        peers.put(ping.name(), pingNode(ping, now));
        changed();
      }
    }
  }

  private Peer pingNode(Medium.Ping ping, Now now) {
    return new Peer(
        ping.name(), NodeType.PING, 0, config.timing().deadping(), List.of(ping.name()), now.nanos());
  }

  private void recall(NodeTable.Entry entry) {
    Peer peer = peers.get(entry.name());
    if (peer != null) {
      peer.uuid = entry.uuid();
      peer.weight = entry.weight();
      peer.site = entry.site();
    }
  }

  /** Adds a normal node unless it is known; returns it. */
  Peer add(String name, Now now) {
    changed();
    return peers.computeIfAbsent(
        name,
        added ->
            new Peer(
                added,
                NodeType.NORMAL,
                random.nextInt(10),
                config.timing().deadtime(),
                mediumNames,
                now.nanos()));
  }

  void remove(Peer peer, boolean rememberAsDeleted) {
    peers.remove(peer.name());
    changed();
    if (rememberAsDeleted) {
      deleted.put(peer.name(), peer.entry());
    }
  }

  boolean undelete(String name) {
    return deleted.remove(name) != null;
  }

  void replaceDeleted(List<String> names) {
    deleted.keySet().retainAll(names);
    names.forEach(name -> deleted.putIfAbsent(name, new NodeTable.Entry(name, null, 100, "")));
  }

  List<String> deletedNames() {
    return List.copyOf(deleted.keySet());
  }

  void rename(Peer peer, String name) {
    peers.remove(peer.name());
    peer.rename(name);
    peers.put(name, peer);
    changed();
  }

  private void changed() {
    allNow = null;
    normalNow = null;
  }

  Peer get(String name) {
    return peers.get(name);
  }

  Peer self() {
    return peers.get(self.name());
  }

  boolean isSelf(Peer peer) {
    return peer.name().equals(self.name());
  }

  Peer byUuid(UUID uuid) {
    for (Peer peer : peers.values()) {
      if (uuid.equals(peer.uuid)) {
        return peer;
      }
    }
    return null;
  }

  /** As they are now: rules may add and remove while they walk. */
  List<Peer> all() {
    if (allNow == null) {
      allNow = List.copyOf(peers.values());
    }
    return allNow;
  }

  List<Peer> normal() {
    if (normalNow == null) {
      normalNow = peers.values().stream().filter(Peer::isNormal).toList();
    }
    return normalNow;
  }

  /** The normal nodes other than us that are not dead. */
  List<Peer> liveOthers() {
    return normal().stream().filter(peer -> !isSelf(peer) && !peer.isDead()).toList();
  }

  int size() {
    return peers.size();
  }

  /** The {@code ttl} of our messages: ping nodes count too (wire.md 4). */
  int ttl() {
    return config.hopfudge() + peers.size();
  }

  void tellAdded(Peer peer) {
    effects.tell(
        new ClusterEvent.NodeAdded(
            peer.name(), peer.type, peer.uuid, peer.status(), peer.weight, peer.site, peer.linkNames()));
  }

  /** For consumers a renamed node is one that left and one that came. */
  void tellRenamed(Peer peer, String oldName) {
    effects.tell(new ClusterEvent.NodeRemoved(oldName, "it calls itself " + peer.name() + " now"));
    tellAdded(peer);
  }

  void tellChanged(Peer peer) {
    effects.tell(
        new ClusterEvent.NodeChanged(
            peer.name(), peer.uuid, peer.weight, peer.site, peer.generation, peer.capabilities));
  }

  /** The host cache is neither read nor written in R1 mode (wire.md 7). */
  void save() {
    if (config.resourceMode()) {
      return;
    }
    effects.save(
        new NodeTable(normal().stream().map(Peer::entry).toList(), List.copyOf(deleted.values())));
  }
}
