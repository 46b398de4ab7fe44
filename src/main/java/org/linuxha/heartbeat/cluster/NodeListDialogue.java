package org.linuxha.heartbeat.cluster;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** How nodes agree on who is in the configuration, and what is written about each (wire.md 5.1, 10). */
final class NodeListDialogue {
  static final String REQUEST = "reqnodes";
  static final String ANSWER = "repnodes";
  private static final int MAX_WEIGHT = 1_000_000;

  private final Roster roster;
  private final Outbound outbound;
  private final Effects effects;
  private final Voice voice;
  private final Life life;
  private final NodeDeath death;

  NodeListDialogue(
      Roster roster, Outbound outbound, Effects effects, Voice voice, Life life, NodeDeath death) {
    this.roster = roster;
    this.outbound = outbound;
    this.effects = effects;
    this.voice = voice;
    this.life = life;
    this.death = death;
  }

  /** Answers at once: a starting C node waits for nothing else (wire.md 0.4). */
  void onRequest(Peer asker, Now now) {
    outbound.send(
        Message.EMPTY
            .withFirst(Field.text(Fields.DESTINATION, asker.name()))
            .with(Fields.TYPE, ANSWER)
            .with(Fields.NODE_LIST, list(roster.normal().stream().map(Peer::name).toList()))
            .with(Fields.DELETED_NODE_LIST, list(roster.deletedNames())),
        now);
  }

  /** Each name followed by one blank; one blank for an empty list. */
  private static String list(List<String> names) {
    return names.isEmpty() ? " " : String.join(" ", names) + " ";
  }

  /** The answer we waited for: the answering node's list wins (wire.md 10.3). */
  void onAnswer(Peer from, Message answer, Now now) {
    if (roster.isSelf(from) || life.state() != LocalState.ASKING) {
      return;
    }
    List<String> names = names(answer, Fields.NODE_LIST);
    if (!names.contains(roster.self().name())) {
      voice.limited(
          Code.NODE_LIST_WITHOUT_US,
          from.name(),
          "The node list of " + from.name() + " does not name us; we keep our own list.",
          now);
    } else {
      adopt(names, names(answer, Fields.DELETED_NODE_LIST), now);
    }
    life.onAnswer(from.name(), now);
  }

  private void adopt(List<String> names, List<String> deleted, Now now) {
    for (Peer peer : roster.normal()) {
      if (!names.contains(peer.name()) && (peer.isDead() || !peer.heard)) {
        remove(peer, false, "not in the node list of the cluster");
      }
    }
    names.forEach(name -> add(name, now));
    roster.replaceDeleted(deleted);
    roster.save();
  }

  private void remove(Peer peer, boolean rememberAsDeleted, String reason) {
    death.endLife(peer);
    roster.remove(peer, rememberAsDeleted);
    voice.info("Removing node [" + peer.name() + "] from configuration.");
    effects.tell(new ClusterEvent.NodeRemoved(peer.name(), reason));
  }

  /** Adds a node by name unless known; returns null if it may not be added. */
  Peer add(String name, Now now) {
    Peer known = roster.get(name);
    if (known != null) {
      return known;
    }
    if (!isName(name) || roster.size() >= Roster.MAX_NODES) {
      voice.limited(
          Code.NODE_NOT_ADDED, "", "Add node " + printable(name) + " failed: "
              + (isName(name) ? "there are " + Roster.MAX_NODES + " nodes already" : "no node name"), now);
      return null;
    }
    Peer peer = roster.add(name, now);
    roster.undelete(name);
    voice.info("hb_add_one_node: Adding new node[" + name + "] to configuration.");
    roster.tellAdded(peer);
    return peer;
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() < 100
        && name.chars().allMatch(letter -> letter > ' ' && letter < 127);
  }

  static String printable(String text) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return shown.replaceAll("[^\\x21-\\x7e ]", "?");
  }

  void onAddNode(Message message, Now now) {
    for (String name : required(message, Fields.NODE_LIST, now)) {
      if (roster.get(name) != null) {
        voice.limited(
            Code.NODE_NOT_ADDED, name, "hb_add_one_node: node(" + printable(name) + ") already exists", now);
      } else {
        add(name, now);
      }
    }
    roster.save();
  }

  void onDeleteNode(Message message, Now now) {
    List<String> all = required(message, Fields.NODE_LIST, now);
    for (String name : all) {
      delete(name, all, now);
    }
    roster.save();
  }

  /**
   * Only a dead node, so never this one, whoever orders it, and only while every node that stays is there: one that is
   * away would bring the deleted one back.
   *
   * @param all that go with it by the same message (client-api.md 10)
   */
  private void delete(String name, List<String> all, Now now) {
    Peer peer = roster.get(name);
    if (peer == null) {
      voice.limited(Code.NODE_NOT_DELETED, "", "deletion failed: node " + printable(name) + " is not known", now);
    } else if (roster.isSelf(peer) || !peer.isDead()) {
      voice.limited(Code.NODE_NOT_DELETED, name, "deletion failed: node " + name + " is not dead", now);
    } else {
      Peer absent = roster.normal().stream()
          .filter(other -> other != peer && !all.contains(other.name()))
          .filter(other -> !other.status().equals(Peer.UP) && !other.status().equals(Peer.ACTIVE))
          .findFirst().orElse(null);
      if (absent != null) {
        voice.limited(Code.NODE_NOT_DELETED, name, "deletion failed. We don't have all required nodes alive ("
            + absent.name() + " is " + absent.status() + ")", now);
      } else {
        remove(peer, true, "deleted by an administrator");
      }
    }
  }

  void onSetWeight(Message message, Now now) {
    Peer peer = named(message, now);
    OptionalLong weight = message.decimal(Fields.WEIGHT);
    if (peer == null || weight.isEmpty() || Math.abs(weight.getAsLong()) > MAX_WEIGHT) {
      return;
    }
    peer.weight = (int) weight.getAsLong();
    roster.tellChanged(peer);
    roster.save();
  }

  void onSetSite(Message message, Now now) {
    Peer peer = named(message, now);
    String site = message.text(Fields.SITE);
    if (peer == null || site == null) {
      return;
    }
    peer.site = printable(site);
    roster.tellChanged(peer);
    roster.save();
  }

  private Peer named(Message message, Now now) {
    String name = message.text(Fields.NODE, "");
    Peer peer = roster.get(name);
    if (peer == null) {
      voice.limited(
          Code.NODE_UNKNOWN, message.type(), message.type() + ": there is no node " + printable(name), now);
    }
    return peer;
  }

  private List<String> required(Message message, String field, Now now) {
    if (!message.has(field)) {
      voice.limited(
          Code.NODE_LIST_MISSING, message.type(), message.type() + ": " + field + " not found in msg", now);
    }
    return names(message, field);
  }

  private static List<String> names(Message message, String field) {
    return Stream.of(message.text(field, "").split(" "))
        .filter(name -> !name.isEmpty())
        .limit(Roster.MAX_NODES)
        .toList();
  }
}
