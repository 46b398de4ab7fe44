package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.Set;
import org.linuxha.heartbeat.cli.HttpAnswer;
import org.linuxha.heartbeat.cli.HttpGet;
import org.linuxha.heartbeat.cli.LineStream;

/**
 * Follows the event stream of one node over its own socket, as any program could, and looks at the whole
 * after each event.
 */
final class Watcher {
  private static final String EVENTS = "/api/v1/events?ping=1";
  private static final long AGAIN_MILLIS = 100;
  private static final long ANSWER_LIMIT_MILLIS = 1_500;
  /** Events that the picture of the whole does not show. */
  private static final Set<String> NOTES = Set.of("node.late", "membership.evicted");

  private final DemoNode node;
  private final Listener listener;

  /** Called on a thread of the watcher's. */
  interface Listener {
    /** What it says of the whole now; null while nothing answers. */
    void observed(DemoNode node, Observation observation);

    void noted(DemoNode node, Change note);
  }

  Watcher(DemoNode node, Listener listener) {
    this.node = node;
    this.listener = listener;
  }

  void start() {
    Thread thread = new Thread(this::run, "watch " + node.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          LineStream.follow(node.apiSocket(), EVENTS, this::take);
        } catch (IOException notYetOrNoMore) {
          // it is starting, or it is gone
        }
        listener.observed(node, null);
        Thread.sleep(AGAIN_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean take(String line) {
    try {
      JsonObject event = new JsonObject(line);
      String type = event.getString("type", "");
      if (NOTES.contains(type)) {
        listener.noted(node,
            new Change(Change.Kind.NOTE, event.getString("subject", ""), "", type, event.getString("text", "")));
      }
    } catch (DecodeException unreadable) {
      // the look that follows sees the same
    }
    listener.observed(node, look());
    return true;
  }

  private Observation look() {
    if (ask("/api/v1/nodes") instanceof JsonArray nodes) {
      return Observation.of(
          nodes,
          ask("/api/v1/membership") instanceof JsonObject membership ? membership : null,
          ask("/api/v1/cluster") instanceof JsonObject cluster ? cluster : null);
    }
    return null;
  }

  /** The answer as JSON; null if there is none. */
  private Object ask(String path) {
    try {
      HttpAnswer answer =
          new HttpGet(UnixDomainSocketAddress.of(node.apiSocket()), "demo", ANSWER_LIMIT_MILLIS).get(path);
      return answer.status() == 200 ? Json.decodeValue(answer.body()) : null;
    } catch (IOException | DecodeException none) {
      return null;
    }
  }
}
