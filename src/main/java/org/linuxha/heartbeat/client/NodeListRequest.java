package org.linuxha.heartbeat.client;

import java.util.List;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code nodelist}: one answer a node, ping nodes in their place. Libraries keep type and status of it. */
record NodeListRequest(KnownCluster cluster) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    List<KnownNode> nodes = cluster.inOrder();
    for (int i = 0; i < nodes.size(); i++) {
      KnownNode node = nodes.get(i);
      Field[] data = {
        Field.text(Fields.NODE, node.name), Field.text("nodetype", node.type.word()), Field.text(Fields.STATUS, node.status)
      };
      if (i < nodes.size() - 1) {
        reply.more(data);
      } else {
        reply.ok(data);
      }
    }
    if (nodes.isEmpty()) {
      reply.bad();
    }
  }
}
