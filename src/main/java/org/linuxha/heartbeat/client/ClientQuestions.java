package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** The daemons' dialogue about their clients: is that one signed on with you? */
record ClientQuestions(Sessions sessions, Uplink uplink) {
  static final String QUESTION = "query-cstatus";
  static final String ANSWER = "respond-cstatus";

  static Message question(String node, String client, String asker) {
    return Message.ofType(QUESTION)
        .with(Fields.DESTINATION, node)
        .with(Fields.CLIENT_NAME, client)
        .with(Fields.FROM_ID, asker);
  }

  static String word(boolean signedOn) {
    return signedOn ? "online" : "offline";
  }

  /** Another node, or a client of ours that asks everybody, wants to know. */
  void answer(Message question) {
    String client = question.text(Fields.CLIENT_NAME);
    String asker = question.text(Fields.FROM_ID);
    String node = question.text(Fields.SOURCE);
    if (client == null || asker == null || node == null) {
      return;
    }
    uplink.sendOwn(
        Message.ofType(ANSWER)
            .with(Fields.DESTINATION, node)
            .with(Fields.RESULT, "OK")
            .with(Fields.CLIENT_NAME, client)
            .with(Fields.TO_ID, asker)
            .with(Fields.CLIENT_STATUS, word(sessions.has(client))));
  }
}
