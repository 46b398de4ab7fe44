package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import org.linuxha.heartbeat.problem.Cause;

/** One way out of the log. Used by the log's own thread only, but for {@link #use}. */
final class Outlet {
  private final LineSink sink;
  private final Level from;
  private volatile Form format;
  private long missing;

  /**
   * @param from the quietest level that goes out here
   */
  Outlet(LineSink sink, Level from, Form format) {
    this.sink = sink;
    this.from = from;
    this.format = format;
  }

  LineSink sink() {
    return sink;
  }

  /** From the next line on in that form; from any thread. */
  void use(Form next) {
    format = next;
  }

  boolean wants(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(from);
  }

  /** Writes it; the reason if that failed, null if not. */
  String put(ILoggingEvent event) {
    return put(event.getTimeStamp(), format.format(event));
  }

  /** Writes a warning of the log itself. */
  String warn(long wallMillis, String text) {
    return put(wallMillis, format.plain(wallMillis, "WARN", text));
  }

  private String put(long wallMillis, String lines) {
    try {
      if (missing > 0) {
        sink.write(format.plain(wallMillis, "WARN", missing + " log lines are missing here: it could not be written."));
      }
      missing = 0;
      sink.write(lines);
      return null;
    } catch (IOException | RuntimeException e) {
      missing++;
      return Cause.of(e);
    }
  }

  /** True if the last attempt failed and those before it did not. */
  boolean hasJustFailed() {
    return missing == 1;
  }

  void close() throws IOException {
    sink.close();
  }
}
