package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.function.BiConsumer;
import org.linuxha.heartbeat.cli.HttpAnswer;
import org.linuxha.heartbeat.cli.HttpGet;

/** Asks one node again and again what it knows, over its own socket, as any program could. */
final class Watcher {
  private static final long LOOK_MILLIS = 100;
  private static final long ANSWER_LIMIT_MILLIS = 1_500;

  private final DemoNode node;
  private final BiConsumer<DemoNode, Observation> listener;

  /**
   * @param listener gets what it says, on a thread of the watcher's; null while nothing answers
   */
  Watcher(DemoNode node, BiConsumer<DemoNode, Observation> listener) {
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
        listener.accept(node, look());
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private Observation look() {
    if (!node.isRunning() || node.isPaused()) {
      return null;
    }
    if (ask("/api/v1/nodes") instanceof JsonArray nodes) {
      return Observation.of(
          nodes,
          ask("/api/v1/membership") instanceof JsonObject membership ? membership : null,
          ask("/api/v1/cluster") instanceof JsonObject cluster ? cluster : null);
    }
    return null;
  }

  /** The answer as JSON; null if there is none yet. */
  private Object ask(String path) {
    try {
      HttpAnswer answer =
          new HttpGet(UnixDomainSocketAddress.of(node.apiSocket()), "demo", ANSWER_LIMIT_MILLIS).get(path);
      return answer.status() == 200 ? Json.decodeValue(answer.body()) : null;
    } catch (IOException | DecodeException notYet) {
      return null;
    }
  }
}
