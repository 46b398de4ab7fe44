package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.problem.Code;

/**
 * One value of one directive while it is read: the value with the readings that directives share,
 * the draft it goes into, and the place for warnings. Numbers, times and booleans are read as C
 * Heartbeat reads them (wire.md 12.1).
 */
record Entry(Draft draft, Statement statement, String value) {

  Environment environment() {
    return draft.environment;
  }

  List<String> words() {
    return Words.byBlanks(value);
  }

  void warn(Code code, String reason) {
    draft.report(code, statement, reason);
  }

  /** On, yes, true, y, 1 or off, no, false, n, 0, in any case. */
  boolean bool() throws Refusal {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "y", "1" -> true;
      case "false", "off", "no", "n", "0" -> false;
      default -> throw new Refusal(Code.BOOLEAN_INVALID,
          "Invalid directive value [" + Statement.printable(value) + "]: it is not on or off");
    };
  }

  /** A time in milliseconds, zero included. */
  long millis() throws Refusal {
    TimeText time = TimeText.read(value).orElseThrow(() -> new Refusal(Code.TIME_INVALID,
        "Invalid time [" + Statement.printable(value) + "]"));
    if (time.loose()) {
      warn(Code.VALUE_READ_LOOSELY, "[" + Statement.printable(value) + "] is read as "
          + time.millis() + "ms");
    }
    return time.millis();
  }

  /** A time above zero, in milliseconds. */
  long positiveMillis() throws Refusal {
    long millis = millis();
    if (millis <= 0) {
      throw new Refusal(Code.TIME_INVALID, statement.name() + " [" + Statement.printable(value)
          + "] must be above zero (at least half a millisecond)");
    }
    return millis;
  }

  /** The value as a number between two bounds; the reason is of C Heartbeat where it has one. */
  int number(int lowest, int highest, Code code, String reason) throws Refusal {
    return number(value, lowest, highest, code, reason);
  }

  int number(String word, int lowest, int highest, Code code, String reason) throws Refusal {
    NumberText number = NumberText.read(word);
    if (number.value() < lowest || number.value() > highest) {
      throw new Refusal(code, reason + ": it must be " + lowest + " to " + highest);
    }
    if (number.loose()) {
      warn(Code.VALUE_READ_LOOSELY,
          "[" + Statement.printable(word) + "] is read as " + number.value());
    }
    return (int) number.value();
  }

  /** One of some words; {@code reason} is of C Heartbeat where it has one. */
  <T> T choice(Map<String, T> choices, String word, String reason) throws Refusal {
    T chosen = choices.get(word);
    if (chosen == null) {
      throw new Refusal(Code.CHOICE_INVALID,
          reason + ": it must be one of "
              + String.join(", ", choices.keySet().stream().sorted().toList()));
    }
    return chosen;
  }

  /** The value in brackets for a reason. */
  String shown() {
    return "[" + Statement.printable(value) + "]";
  }
}
