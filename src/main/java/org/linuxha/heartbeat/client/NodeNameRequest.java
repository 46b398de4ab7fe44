package org.linuxha.heartbeat.client;

import java.util.UUID;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;

/** {@code getnodename}: the name of the node with a uuid; nothing, and still fine, if there is none. */
record NodeNameRequest(KnownCluster cluster) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    if (request.binary(UuidRequest.UUID) == null) {
      reply.bad(UuidRequest.NO_ARGUMENT);
      return;
    }
    UUID uuid = request.uuid(UuidRequest.UUID);
    KnownNode node = uuid == null ? null : cluster.byUuid(uuid);
    if (node == null) {
      reply.ok();
    } else {
      reply.ok(Field.text(UuidRequest.NAME, node.name));
    }
  }
}
