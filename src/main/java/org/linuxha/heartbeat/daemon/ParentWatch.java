package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Stops a daemon whose starter is gone, for demos and tests: the starter sets {@value #VARIABLE} and
 * keeps the other end of our standard input; when that closes, by whatever end, we stop in good order.
 */
public final class ParentWatch {
  /** Any value switches it on. */
  public static final String VARIABLE = "HB_EXIT_WITH_PARENT";

  private ParentWatch() {}

  /** Begins to watch if that was asked for; {@code onEnd} is called once, on a thread of its own. */
  static void begin(Map<String, String> environment, InputStream input, Runnable onEnd) {
    if (environment.containsKey(VARIABLE)) {
      Thread watch = new Thread(() -> awaitEnd(input, onEnd), "parent watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void awaitEnd(InputStream input, Runnable onEnd) {
    try {
      while (input.read() >= 0) {
        // whatever is written there is of no interest
      }
    } catch (IOException closed) {
      // the same as its end
    }
    onEnd.run();
  }
}
