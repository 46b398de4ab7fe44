package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.message.Message;

/** The sequenced message types that the daemon itself understands (wire.md 5.1, 11.1): one line a type. */
final class CoreMessages {
  private final Roster roster;
  private final StatusRules statusRules;
  private final NodeListDialogue nodeList;
  private final ResourceAnswers resources;
  private final Standby standby;

  CoreMessages(
      Roster roster, StatusRules statusRules, NodeListDialogue nodeList, ResourceAnswers resources,
      Standby standby) {
    this.roster = roster;
    this.statusRules = statusRules;
    this.nodeList = nodeList;
    this.resources = resources;
    this.standby = standby;
  }

  /** Does what the type asks of the daemon; nothing for types that are for clients. */
  void handle(Peer peer, Message message, Now now) {
    boolean own = roster.isSelf(peer);
    switch (message.type()) {
      case StatusRules.TYPE -> statusRules.apply(peer, message, now);
      case NodeListDialogue.REQUEST -> nodeList.onRequest(peer, now);
      case NodeListDialogue.ANSWER -> nodeList.onAnswer(peer, message, now);
      case "addnode" -> nodeList.onAddNode(message, now);
      case "delnode" -> nodeList.onDeleteNode(message, now);
      case "setweight" -> nodeList.onSetWeight(message, now);
      case "setsite" -> nodeList.onSetSite(message, now);
      case ResourceAnswers.STARTING -> {
        if (!own) {
          resources.onStarting(now);
        }
      }
      case ResourceAnswers.IP_REQUEST -> {
        if (!own) {
          resources.onIpRequest(message, now);
        }
      }
      case Standby.ASK -> standby.onAsk(peer, own, message, now);
      case Standby.TAKEOVER -> standby.onTakeover(own, message, now);
      default -> { }
    }
  }

  /** False for what consumers learn by other events. */
  static boolean isForConsumers(String type) {
    return switch (type) {
      case StatusRules.TYPE, NodeListDialogue.REQUEST, NodeListDialogue.ANSWER -> false;
      default -> true;
    };
  }
}
