package org.linuxha.heartbeat.client;

import java.util.OptionalLong;
import org.linuxha.heartbeat.message.Message;

/** {@code setsignal}: the signal that tells the client of each frame; 0 for none (client-api.md 4.5). */
record SignalRequest() implements Request {
  private static final int KILL = 9;
  private static final int STOP = 19;
  private static final int MAX = 31;

  @Override
  public void answer(Session session, Message request, Reply reply) {
    OptionalLong signal = request.decimal("signal");
    if (signal.isEmpty()) {
      reply.bad();
    } else if (signal.getAsLong() < 0 || signal.getAsLong() > MAX || signal.getAsLong() == KILL || signal.getAsLong() == STOP) {
      reply.bad(INVALID);
    } else {
      session.wantsSignal((int) signal.getAsLong());
      reply.ok();
    }
  }
}
