package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;

/** {@code getuuid}: the uuid of a node name; nothing, and still fine, if it is not known. */
record UuidRequest(KnownCluster cluster) implements Request {
  static final String NAME = "queryname";
  static final String UUID = "queryuuid";
  static final String NO_ARGUMENT = "no query node name found";

  @Override
  public void answer(Session session, Message request, Reply reply) {
    String name = request.text(NAME);
    KnownNode node = cluster.node(name);
    if (name == null) {
      reply.bad(NO_ARGUMENT);
    } else if (node == null || node.uuid == null) {
      reply.ok();
    } else {
      reply.ok(Field.uuid(UUID, node.uuid));
    }
  }
}
