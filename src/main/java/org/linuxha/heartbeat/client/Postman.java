package org.linuxha.heartbeat.client;

import java.util.Set;
import java.util.function.BiConsumer;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** Delivers what the cluster tells to the clients that get it (client-api.md 4.2, 4.3). */
final class Postman {
  /** The administration's own; clients see what it changes. */
  private static final Set<String> NOT_FOR_CLIENTS =
      Set.of("addnode", "delnode", "setweight", "setsite", "reqnodes", "repnodes", ClientQuestions.QUESTION);

  private final String self;
  private final Sessions sessions;
  private final BodyCodec codec;
  private final ClientQuestions questions;
  private final BiConsumer<Session, byte[]> sender;
  private final Complaints complaints;

  Postman(
      String self,
      Sessions sessions,
      BodyCodec codec,
      ClientQuestions questions,
      BiConsumer<Session, byte[]> sender,
      Complaints complaints) {
    this.self = self;
    this.sessions = sessions;
    this.codec = codec;
    this.questions = questions;
    this.sender = sender;
    this.complaints = complaints;
  }

  void take(ClusterEvent event, long wallMillis) {
    if (event instanceof ClusterEvent.Delivered delivered) {
      packet(delivered.message());
    } else if (event instanceof ClusterEvent.StatusMessage status) {
      if (!self.equals(status.message().text(Fields.SOURCE))) {
        toAll(status.message(), true);
      }
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      if (status.status().equals(KnownNode.DEAD) && !status.node().equals(self)) {
        toAll(death(status, wallMillis / 1000), false);
      }
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      toAll(linkNews(link), false);
    }
  }

  private void packet(Message message) {
    String type = message.type();
    if (ClientQuestions.QUESTION.equals(type)) {
      questions.answer(message);
    }
    if (NOT_FOR_CLIENTS.contains(type) || message.isUnsequenced()) {
      return;
    }
    String addressee = message.text(Fields.TO_ID);
    if (addressee == null) {
      toAll(message, true);
      return;
    }
    Session session = sessions.get(addressee);
    if (session != null && (session.filter & Session.KEEPIT) != 0) {
      byte[] body = encode(message, true);
      if (body != null) {
        sender.accept(session, body);
      }
    }
  }

  /** Encoded once, however many get it. */
  private void toAll(Message message, boolean packet) {
    if (sessions.isEmpty()) {
      return;
    }
    byte[] body = encode(message, packet);
    if (body == null) {
      return;
    }
    for (Session session : sessions.all()) {
      if ((session.filter & Session.KEEPIT) != 0) {
        sender.accept(session, body);
      }
    }
  }

  private byte[] encode(Message message, boolean packet) {
    try {
      return packet ? codec.encodePacket(message) : codec.encode(message);
    } catch (MalformedMessage e) {
      complaints.about(Code.CLIENT_MESSAGE_BAD, "",
          "a message of type " + message.type() + " cannot be given to clients: " + e.getMessage() + ".");
      return null;
    }
  }

  /** The death of a node is judged here, so no packet tells it. */
  private static Message death(ClusterEvent.NodeStatus status, long wallSeconds) {
    Message dead =
        Message.ofType("status")
            .with(Fields.SEQUENCE, "1")
            .with(Fields.TIME, Long.toHexString(wallSeconds))
            .with(Fields.SOURCE, status.node())
            .with(Fields.STATUS, KnownNode.DEAD);
    return status.type() == NodeType.PING ? dead.with(Fields.INFO, "ping") : dead;
  }

  private static Message linkNews(ClusterEvent.LinkStatus link) {
    return Message.ofType("ifstat")
        .with(Fields.NODE, link.node())
        .with(LinkListRequest.LINK, link.link())
        .with(Fields.STATUS, KnownNode.linkWord(link.up()));
  }
}
