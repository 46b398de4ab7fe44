package org.linuxha.heartbeat.client;

import java.util.OptionalLong;
import org.linuxha.heartbeat.message.Message;

/** {@code set_sendqlen}: how much may wait for the client before it is cut; never answered. */
record QueueLengthRequest() implements Request {
  @Override
  public void answer(Session session, Message request, Reply reply) {
    OptionalLong length = request.decimal("sendqlen");
    if (length.isPresent() && length.getAsLong() > 0) {
      session.outbox.limit((int) Math.min(length.getAsLong(), Outbox.MOST_MESSAGES));
    }
  }
}
