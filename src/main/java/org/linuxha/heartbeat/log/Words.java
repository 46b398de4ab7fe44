package org.linuxha.heartbeat.log;

import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** How loud a sentence is, between our severities and the logger's levels. */
public final class Words {
  /** The logger knows no level above ERROR; the C daemon does. */
  static final Marker CRITICAL = MarkerFactory.getMarker("CRIT");

  private Words() {}

  /** Logs a sentence with the id it has in the catalogue behind it; {@code code} may be null. */
  public static void say(Logger log, Severity severity, Code code, String text) {
    String line = code == null ? text : text + " [" + code.id() + "]";
    switch (severity) {
      case INFO -> log.info(line);
      case WARN -> log.warn(line);
      case ERROR -> log.error(line);
      case CRIT -> log.error(CRITICAL, line);
    }
  }
}
