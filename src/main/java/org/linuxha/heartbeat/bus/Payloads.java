package org.linuxha.heartbeat.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/**
 * What travels on the event bus inside this process: immutable objects, handed over as they are. Nothing
 * mutable and no network buffer may ever be a payload.
 */
final class Payloads {
  private Payloads() {}

  static void register(EventBus bus) {
    for (Class<?> family : List.of(LinkInput.class, LinkOutput.class, Control.class)) {
      for (Class<?> payload : family.getPermittedSubclasses()) {
        register(bus, payload);
      }
    }
    register(bus, Told.class);
    register(bus, Agreed.class);
    register(bus, Submission.class);
    register(bus, Gathered.class);
    register(bus, Answers.class);
  }

  private static <T> void register(EventBus bus, Class<T> payload) {
    bus.registerDefaultCodec(payload, new SameObject<>(payload.getName()));
  }

  /** Hands the very same object over. */
  private record SameObject<T>(String name) implements MessageCodec<T, T> {
    @Override
    public void encodeToWire(Buffer buffer, T payload) {
      throw new UnsupportedOperationException(name + " does not leave this process");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException(name + " does not come from another process");
    }

    @Override
    public T transform(T payload) {
      return payload;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
