package org.linuxha.heartbeat.bus;

import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what is to be published on one address until {@link #publish}: its owner calls that at the end of the turn
 * of its loop, so it holds no more than one turn brings. Belongs to one loop.
 */
public final class Gathering {
  private final EventBus bus;
  private final String address;
  private List<Object> payloads = new ArrayList<>();

  public Gathering(EventBus bus, String address) {
    this.bus = bus;
    this.address = address;
  }

  public void add(Object payload) {
    payloads.add(payload);
  }

  public void publish() {
    if (payloads.isEmpty()) {
      return;
    }
    List<Object> now = payloads;
    payloads = new ArrayList<>();
    bus.publish(address, now.size() == 1 ? now.get(0) : new Gathered(now));
  }
}
