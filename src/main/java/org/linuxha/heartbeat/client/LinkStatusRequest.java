package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code ifstatus}: whether that link of that node is up. */
record LinkStatusRequest(KnownCluster cluster) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    KnownNode node = cluster.node(request.text(Fields.NODE));
    Boolean up = node == null ? null : node.links.get(request.text(LinkListRequest.LINK));
    if (up == null) {
      reply.bad(INVALID);
    } else {
      reply.ok(Field.text(Fields.STATUS, KnownNode.linkWord(up)));
    }
  }
}
