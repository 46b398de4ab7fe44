package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** How what is logged is written. */
interface Form {
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
}
