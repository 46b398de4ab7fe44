package org.linuxha.heartbeat.notation;

import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.config.hacf.HaCfLines;

/**
 * One setting with a single value in both notations.
 *
 * @param directive its name in ha.cf
 * @param section the object of heartbeat.json that it stands in
 * @param name its name there, the unit last
 * @param kind how its value is read and written
 * @param choices the words it may be, for a kind that has any
 * @param lowest of a number
 * @param highest of a number
 * @param about what people are told of it
 */
record Property(
    String directive, String section, String name, Kind kind, List<String> choices, long lowest, long highest,
    About about) {

  /** How a value is read and written. */
  enum Kind { MILLIS, NUMBER, BOOLEAN, WORD, CHOICE, BOOLEAN_OR_CHOICE }

  /**
   * What people are told.
   *
   * @param unit ms, KiB, bit/s ...; empty if it has none
   * @param initial the default as JSON; null if it depends on others
   */
  record About(String title, String description, String unit, Object initial, Object example) {}

  String pointer() {
    return "/" + section + "/" + name;
  }

  /** That text of ha.cf, which was checked, as a JSON value. */
  Object read(String text) {
    return switch (kind) {
      case MILLIS -> HaCfLines.millis(text);
      case NUMBER -> HaCfLines.number(text);
      case BOOLEAN -> bool(text);
      case WORD -> text;
      case CHOICE -> text.toLowerCase(Locale.ROOT);
      case BOOLEAN_OR_CHOICE -> {
        String word = text.toLowerCase(Locale.ROOT);
        yield choices.contains(word) ? word : (Object) bool(word);
      }
    };
  }

  /** That JSON value as ha.cf has it. */
  String write(Object value) {
    return switch (kind) {
      case MILLIS -> value + "ms";
      case BOOLEAN, BOOLEAN_OR_CHOICE ->
          value instanceof Boolean on ? on ? "on" : "off" : String.valueOf(value);
      default -> String.valueOf(value);
    };
  }

  private static boolean bool(String text) {
    return List.of("true", "on", "yes", "y", "1").contains(text.toLowerCase(Locale.ROOT));
  }
}
