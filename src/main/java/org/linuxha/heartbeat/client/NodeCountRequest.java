package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;

/** {@code numnodes}: the normal nodes. */
record NodeCountRequest(KnownCluster cluster) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    reply.ok(Field.text("numnodes", Integer.toString(cluster.normalSorted().size())));
  }
}
