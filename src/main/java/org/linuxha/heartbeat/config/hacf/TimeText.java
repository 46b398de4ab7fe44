package org.linuxha.heartbeat.config.hacf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of ha.cf (wire.md 12.1): digits with a decimal point, then {@code ms} or {@code us} in any
 * case, else seconds. Rounded to the nearest millisecond.
 *
 * @param loose true if characters stood there that C Heartbeat skips: {@code 1.2.3}, {@code 500msx}
 */
record TimeText(long millis, boolean loose) {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d*(?:\\.\\d*)?)([\\d.]*)(|(ms|us)(.*))", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIT_TAIL = Pattern.compile("|ecs?", Pattern.CASE_INSENSITIVE);
  private static final int MOST_CHARACTERS = 40;

  /** A year: beyond it arithmetic in nanoseconds would have to think. */
  private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(366L * 24 * 3600 * 1000);

  /** That text as a time; empty if it is none, or longer than a year. */
  static Optional<TimeText> read(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (text.length() > MOST_CHARACTERS || !matcher.matches()
        || text.isEmpty() || !isNumeral(text.charAt(0))) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal("0" + matcher.group(1));
    BigDecimal millis = number.multiply(unit(matcher.group(4))).setScale(0, RoundingMode.HALF_UP);
    if (millis.compareTo(LONGEST_MILLIS) > 0) {
      return Optional.empty();
    }
    return Optional.of(new TimeText(millis.longValueExact(), isLoose(matcher)));
  }

  private static boolean isNumeral(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static BigDecimal unit(String unit) {
    if (unit == null) {
      return BigDecimal.valueOf(1000);
    }
    return unit.equalsIgnoreCase("ms") ? BigDecimal.ONE : new BigDecimal("0.001");
  }

  private static boolean isLoose(Matcher matcher) {
    boolean badTail = matcher.group(5) != null && !UNIT_TAIL.matcher(matcher.group(5)).matches();
    return !matcher.group(2).isEmpty() || badTail || matcher.group(1).equals(".");
  }
}
