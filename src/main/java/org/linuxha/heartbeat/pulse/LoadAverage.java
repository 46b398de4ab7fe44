package org.linuxha.heartbeat.pulse;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's load for the {@code ld} field (wire.md 4), read off the loop once a second. */
final class LoadAverage {
  private static final Path FILE = Path.of("/proc/loadavg");
  private static final long REFRESH_MILLIS = 1_000;
  private static final String UNREADABLE = "n/a";

  private volatile String line = read();

  /** Keeps the line fresh from now on; returns the timer's id. */
  long keepFresh(Vertx vertx) {
    return vertx.setPeriodic(
        REFRESH_MILLIS,
        ignored ->
            vertx.executeBlocking(
                () -> {
                  line = read();
                  return null;
                }));
  }

  String line() {
    return line;
  }

  private static String read() {
    try {
      String content = Files.readString(FILE, StandardCharsets.ISO_8859_1);
      int end = content.indexOf('\n');
      return end < 0 ? content : content.substring(0, end);
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
