package org.linuxha.heartbeat.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.HashMap;
import java.util.Map;

/**
 * Under which names programs of this node are signed on, over C's sockets and {@code api.sock} alike, and the number of
 * each sign-on. It is one for both doors: receivers know a sender by node, name and number ({@code client_gen},
 * client-api.md 4.1), and would take a second sender with the same three for the first. Belongs to the service loop.
 */
public final class SignOns implements Shareable {
  /** Where a program came in. */
  public enum Door {
    LIBRARY,
    API
  }

  private final Map<String, Door> names = new HashMap<>();
  private long generations;

  /** That of this daemon. */
  public static SignOns of(Vertx vertx) {
    return vertx.sharedData().<String, SignOns>getLocalMap(SignOns.class.getName()).computeIfAbsent("", first -> new SignOns());
  }

  /** The number of the next sign-on attempt, from 0; those that fail use one up too (client-api.md 3.2). */
  public long nextGeneration() {
    return generations++;
  }

  /** True if a program that came in through the other door has that name. */
  public boolean isTakenBesides(Door door, String name) {
    Door owner = names.get(name);
    return owner != null && owner != door;
  }

  /** Call it only if nobody else has the name. */
  public void take(Door door, String name) {
    names.put(name, door);
  }

  public void release(Door door, String name) {
    names.remove(name, door);
  }
}
