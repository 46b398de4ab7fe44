package org.linuxha.heartbeat.client;

import java.util.OptionalLong;
import org.linuxha.heartbeat.message.Message;

/**
 * {@code setfilter}: which packets the client gets (client-api.md 4.6). More than normal traffic is for root
 * and the daemon's own user.
 *
 * @param ownUid the daemon's
 * @param changed called after a filter was set
 */
record FilterRequest(long ownUid, Runnable changed) implements Request {
  private static final int ALL = 0x3f;

  @Override
  public void answer(Session session, Message request, Reply reply) {
    OptionalLong mask = request.hex("fmask");
    if (mask.isEmpty() || (mask.getAsLong() & ALL) == 0) {
      reply.bad(INVALID);
    } else if ((mask.getAsLong() & ~Session.KEEPIT) != 0 && session.peer.uid() != 0 && session.peer.uid() != ownUid) {
      reply.bad("EPERM");
    } else {
      session.filter = (int) (mask.getAsLong() & ALL);
      changed.run();
      reply.ok();
    }
  }
}
