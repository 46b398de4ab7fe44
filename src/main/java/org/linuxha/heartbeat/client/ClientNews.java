package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** What is told about the coming and going of named clients (client-api.md 4.4). */
final class ClientNews {
  static final String TYPE = "hbapi-clstat";

  private ClientNews() {}

  static Message joined(String node, String id, long generation) {
    return message(node, "join", id, "signon", generation);
  }

  static Message left(String node, String id, String why, long generation) {
    return message(node, "leave", id, why, generation);
  }

  private static Message message(String node, String status, String id, String why, long generation) {
    return Message.ofType(TYPE)
        .with(Fields.STATUS, status)
        .with(Fields.FROM_ID, id)
        .with(Fields.TO_ID, id)
        .with(Fields.SOURCE, node)
        .with(Fields.INFO, why)
        .with(Fields.CLIENT_GENERATION, Long.toString(generation));
  }
}
