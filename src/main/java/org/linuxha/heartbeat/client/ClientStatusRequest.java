package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * {@code clientstatus}: whether a client is signed on, here or on another node. That of an active node answers
 * itself, by a packet (client-api.md 3.4).
 */
record ClientStatusRequest(String self, KnownCluster cluster, Sessions sessions, Uplink uplink) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    KnownNode node = cluster.node(request.text(Fields.NODE));
    String name = request.text(Fields.CLIENT_NAME);
    if (node == null || name == null) {
      reply.bad(INVALID);
    } else if (node.name.equals(self)) {
      say(reply, ClientQuestions.word(sessions.has(name)));
    } else if (!node.status.equals(KnownNode.ACTIVE)) {
      say(reply, ClientQuestions.word(false));
    } else {
      uplink.sendOwn(ClientQuestions.question(node.name, name, session.id()));
    }
  }

  private static void say(Reply reply, String status) {
    reply.ok(Field.text("subt", ClientQuestions.ANSWER), Field.text(Fields.CLIENT_STATUS, status));
  }
}
