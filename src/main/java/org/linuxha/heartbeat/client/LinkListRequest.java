package org.linuxha.heartbeat.client;

import java.util.Iterator;
import java.util.Map;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code iflist}: one answer a link of that node. */
record LinkListRequest(KnownCluster cluster) implements Request {
  static final String LINK = "ifname";

  @Override
  public void answer(Session session, Message request, Reply reply) {
    KnownNode node = cluster.node(request.text(Fields.NODE));
    if (node == null || node.links.isEmpty()) {
      reply.bad(INVALID);
      return;
    }
    Iterator<Map.Entry<String, Boolean>> links = node.links.entrySet().iterator();
    while (links.hasNext()) {
      Map.Entry<String, Boolean> link = links.next();
      Field[] data = {
        Field.text(LINK, link.getKey()), Field.text(Fields.STATUS, KnownNode.linkWord(link.getValue()))
      };
      if (links.hasNext()) {
        reply.more(data);
      } else {
        reply.ok(data);
      }
    }
  }
}
