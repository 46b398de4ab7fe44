package org.linuxha.heartbeat.bus;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one turn of a loop had to say on one address, in its order. On the bus each message costs every consumer a
 * task; a burst of packets makes hundreds, so they go together. One alone goes as it is, so whoever publishes single
 * payloads needs to know nothing of this.
 */
public record Gathered(List<?> payloads) {
  public Gathered {
    payloads = List.copyOf(payloads);
  }

  /** Hears that address, one payload after the other, however they came. */
  public static <T> MessageConsumer<Object> consumer(EventBus bus, String address, Consumer<T> consumer) {
    return bus.localConsumer(address, sent -> each(sent.body(), consumer));
  }

  /** A payload that is dealt with badly takes none of those behind it along. */
  @SuppressWarnings("unchecked") // an address has one family of payloads
  public static <T> void each(Object body, Consumer<T> consumer) {
    if (!(body instanceof Gathered gathered)) {
      consumer.accept((T) body);
      return;
    }
    RuntimeException first = null;
    for (Object payload : gathered.payloads()) {
      try {
        consumer.accept((T) payload);
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
