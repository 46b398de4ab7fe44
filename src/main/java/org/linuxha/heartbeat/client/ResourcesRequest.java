package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code getrsc}: which resources this node holds: none, for it manages none; or they are somebody else's (pacemaker, -M). */
record ResourcesRequest(KnownCluster cluster, boolean elsewhere) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    if (elsewhere) {
      reply.bad("Resource is managed by crm. Use crm tool to query resource");
    } else {
      reply.ok(Field.text(Fields.RESOURCES_HELD, cluster.isSettled() ? "none" : "transition"));
    }
  }
}
