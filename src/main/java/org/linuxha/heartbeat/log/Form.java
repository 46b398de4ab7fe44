package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How what is logged is written. */
interface Form {
  /** Of each failure in a trace; what caused it is mostly among them. */
  int MAX_FRAMES = 20;

  /** One line or, with the trace of a failure, several; ends in a newline. */
  String format(ILoggingEvent event);

  /** A line that no logger made. */
  String plain(long wallMillis, String word, String text);

  /** How loud it is, in the C daemon's words. */
  static String word(ILoggingEvent event) {
    if (event.getMarkerList() != null && event.getMarkerList().contains(Words.CRITICAL)) {
      return "CRIT";
    }
    return switch (event.getLevel().toInt()) {
      case Level.ERROR_INT -> "ERROR";
      case Level.WARN_INT -> "WARN";
      case Level.INFO_INT -> "info";
      default -> "debug";
    };
  }

  /** A failure, where it came from, and what caused it, a line each. */
  static List<String> trace(IThrowableProxy thrown) {
    List<String> lines = new ArrayList<>();
    String before = "";
    for (IThrowableProxy each = thrown; each != null; each = each.getCause()) {
      lines.add(before + each.getClassName() + (each.getMessage() == null ? "" : ": " + each.getMessage()));
      Arrays.stream(each.getStackTraceElementProxyArray()).limit(MAX_FRAMES)
          .map(StackTraceElementProxy::getSTEAsString).forEach(lines::add);
      before = "caused by ";
    }
    return lines;
  }
}
