package org.linuxha.heartbeat.client;

import java.util.Map;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;

/** {@code getparm}: a directive's value as ha.cf has it; one that is not set has none. */
record ParameterRequest(Map<String, String> parameters) implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    String name = request.text("pname");
    String value = name == null ? null : parameters.get(name);
    if (name == null) {
      reply.bad(INVALID);
    } else if (value == null) {
      reply.ok();
    } else {
      reply.ok(Field.text("pvalue", value));
    }
  }
}
