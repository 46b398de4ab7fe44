package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Message;

/** One request of client-api.md 3.4: answers what one {@code reqtype} asks. */
interface Request {
  /** Said of an argument that is missing or names nothing. */
  String INVALID = "EINVAL";

  void answer(Session session, Message request, Reply reply);
}
