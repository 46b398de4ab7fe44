package org.linuxha.heartbeat.feed;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Everybody on {@code api.sock} who reads messages. */
final class MessageReaders {
  static final int MAX = 256;

  private final Set<MessageReader> readers = new LinkedHashSet<>();
  private final MessageReader.Pool pool = new MessageReader.Pool();

  boolean isFull() {
    return readers.size() >= MAX;
  }

  MessageReader join(String service, MessageReader.Wire wire, long credits) {
    MessageReader reader = new MessageReader(service, wire, credits, pool, readers::remove);
    readers.add(reader);
    return reader;
  }

  /** Encoded once, however many read it; sign-ons and sign-offs are events, no messages. */
  void hear(ClusterEvent.Delivered delivered) {
    Message message = delivered.message();
    String service = message.text(Fields.TO_ID);
    if (service == null || readers.isEmpty() || message.type().startsWith("hbapi-")) {
      return;
    }
    Buffer text = null;
    for (MessageReader reader : List.copyOf(readers)) {
      if (reader.service().equals(service)) {
        text = text == null ? MessageForm.write(message).toBuffer() : text;
        reader.offer(text);
      }
    }
  }
}
