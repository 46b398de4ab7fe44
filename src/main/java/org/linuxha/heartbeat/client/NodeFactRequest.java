package org.linuxha.heartbeat.client;

import java.util.function.Function;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * {@code nodestatus}, {@code nodetype}, {@code nodeweight} and {@code nodesite}: one fact of one node.
 *
 * @param field of the answer
 */
record NodeFactRequest(KnownCluster cluster, String field, Function<KnownNode, String> fact) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    KnownNode node = cluster.node(request.text(Fields.NODE));
    if (node == null) {
      reply.bad(INVALID);
    } else {
      reply.ok(Field.text(field, fact.apply(node)));
    }
  }
}
