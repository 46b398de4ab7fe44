package org.linuxha.heartbeat.config.hacf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as C's {@code atoi} reads it: leading digits count, what follows does not, no digit is
 * zero.
 *
 * @param value beyond 32 bits it is the largest long, which no range allows
 * @param loose true if something else than digits stood there
 */
record NumberText(long value, boolean loose) {
  private static final Pattern LEADING = Pattern.compile("\\s*([+-]?\\d+)(.*)", Pattern.DOTALL);
  private static final int MOST_DIGITS = 11;

  static NumberText read(String text) {
    Matcher matcher = LEADING.matcher(text);
    if (!matcher.matches()) {
      return new NumberText(0, true);
    }
    String digits = matcher.group(1).replaceFirst("^([+-]?)0+(?=\\d)", "$1");
    long value = digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    return new NumberText(value, !matcher.group(2).isEmpty());
  }
}
