package org.linuxha.heartbeat.cluster;

import java.util.UUID;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** Finds the node a message comes from: by uuid first, then by name (wire.md 4, 10.1). */
final class Senders {
  private final ClusterConfig config;
  private final Identity self;
  private final Roster roster;
  private final Voice voice;
  private final NodeListDialogue nodeList;
  private final NodeDeath death;

  Senders(
      ClusterConfig config, Identity self, Roster roster, Voice voice, NodeListDialogue nodeList, NodeDeath death) {
    this.config = config;
    this.self = self;
    this.roster = roster;
    this.voice = voice;
    this.nodeList = nodeList;
    this.death = death;
  }

  /** The sender, or null if the message must be dropped; why is said. */
  Peer of(Message message, Now now) {
    String name = message.text(Fields.SOURCE);
    UUID uuid = message.uuid(Fields.SOURCE_UUID);
    if (name.equals(self.name()) || self.uuid().equals(uuid)) {
      return ourselves(name, uuid, message, now);
    }
    Peer named = roster.get(name);
    Peer known = uuid == null ? null : roster.byUuid(uuid);
    if (known != null && known != named) {
      return renamed(known, named, name, now);
    }
    if (named == null) {
      return stranger(name, uuid, now);
    }
    if (uuid != null && named.isNormal()) {
      learn(named, uuid);
    }
    return named;
  }

  /** Our own broadcast comes back by the network; anything else in our name is somebody else. */
  private Peer ourselves(String name, UUID uuid, Message message, Now now) {
    boolean ours =
        name.equals(self.name())
            && (uuid == null || uuid.equals(self.uuid()))
            && message.hex(Fields.GENERATION).orElse(0) <= self.generation();
    if (!ours) {
      voice.limited(
          Code.IDENTITY_TAKEN,
          name,
          "Another node uses our " + (name.equals(self.name()) ? "name" : "uuid") + ": its name is "
              + NodeListDialogue.printable(name) + ", its uuid " + uuid + ". Its messages are dropped.",
          now);
      return null;
    }
    return roster.self();
  }

  private Peer renamed(Peer known, Peer named, String name, Now now) {
    if (named != null) {
      voice.limited(
          Code.UUID_TWICE,
          name,
          "Nodes " + known.name() + " and " + named.name() + " have the same uuid " + known.uuid + ".",
          now);
      return named;
    }
    if (!NodeListDialogue.isName(name)) {
      return null;
    }
    voice.problem(
        Code.NODE_RENAMED, "nodename " + known.name() + " uuid changed to " + name);
    death.endLife(known);
    String old = known.name();
    roster.rename(known, name);
    roster.tellRenamed(known, old);
    roster.save();
    return known;
  }

  private Peer stranger(String name, UUID uuid, Now now) {
    if (config.autojoin() == ClusterConfig.Autojoin.NONE) {
      voice.limited(
          Code.NODE_UNKNOWN,
          name,
          "process_status_message: bad node [" + NodeListDialogue.printable(name) + "] in message",
          now);
      return null;
    }
    Peer added = nodeList.add(name, now);
    if (added != null) {
      voice.info("process_clustermsg: Adding new node [" + name + "] to configuration.");
      added.uuid = uuid;
      roster.save();
    }
    // the first message of a new node is otherwise ignored, as C does
    return null;
  }

  private void learn(Peer peer, UUID uuid) {
    if (uuid.equals(peer.uuid)) {
      return;
    }
    if (peer.uuid != null) {
      voice.problem(
          Code.UUID_CHANGED,
          "node " + peer.name() + " changed its uuid to " + uuid + " (it was " + peer.uuid + ")");
    }
    peer.uuid = uuid;
    roster.tellChanged(peer);
    roster.save();
  }
}
