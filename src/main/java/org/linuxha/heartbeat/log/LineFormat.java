package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One log line as the C daemon writes it (upstream-suites.md 3), in a file or to syslog. A line is a
 * line: control characters from the network are escaped.
 */
final class LineFormat implements Form {
  /** What stands before the text. */
  private interface Head {
    String before(String moment, String word);
  }

  private final DateTimeFormatter time;
  private final Head head;

  private LineFormat(String timePattern, ZoneId zone, Head head) {
    time = DateTimeFormatter.ofPattern(timePattern, Locale.ENGLISH).withZone(zone);
    this.head = head;
  }

  /** {@code Nov 25 02:58:32 alice heartbeat: [8941]: info: text}. */
  static LineFormat syslogFile(String node, long pid, ZoneId zone) {
    String tag = " " + node + " heartbeat: [" + pid + "]: ";
    return new LineFormat("MMM dd HH:mm:ss", zone, (moment, word) -> moment + tag + word + ": ");
  }

  /** With {@code syslogmsgfmt false}: {@code heartbeat[8941]: 2026/11/25_02:58:32 info: text}. */
  static LineFormat plainFile(long pid, ZoneId zone) {
    String tag = "heartbeat[" + pid + "]: ";
    return new LineFormat("uuuu/MM/dd_HH:mm:ss", zone, (moment, word) -> tag + moment + " " + word + ": ");
  }

  /**
   * To syslog, which adds the host: {@code <30>Nov 25 02:58:32 heartbeat: [8941]: info: text}.
   *
   * @param facility syslog's code of it, a multiple of eight
   */
  static LineFormat syslog(int facility, long pid, ZoneId zone) {
    String tag = " heartbeat: [" + pid + "]: ";
    return new LineFormat(
        "MMM ppd HH:mm:ss",
        zone,
        (moment, word) -> "<" + (facility + severity(word)) + ">" + moment + tag + word + ": ");
  }

  private static int severity(String word) {
    return switch (word) {
      case "CRIT" -> 2;
      case "ERROR" -> 3;
      case "WARN" -> 4;
      case "info" -> 6;
      default -> 7;
    };
  }

  @Override
  public String format(ILoggingEvent event) {
    String start = start(event.getTimeStamp(), Form.word(event));
    StringBuilder lines = new StringBuilder(start);
    escape(event.getFormattedMessage(), lines);
    if (event.getThrowableProxy() == null) {
      return lines.append('\n').toString();
    }
    String before = ": ";
    for (String line : Form.trace(event.getThrowableProxy())) {
      lines.append(before);
      escape(line, lines);
      lines.append('\n');
      before = start + "  ";
    }
    return lines.toString();
  }

  @Override
  public String plain(long wallMillis, String word, String text) {
    return start(wallMillis, word) + text + "\n";
  }

  private String start(long wallMillis, String word) {
    return head.before(time.format(Instant.ofEpochMilli(wallMillis)), word);
  }

  private static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || c >= ' ' && c != 0x7f) {
        to.append(c);
      } else {
        to.append(String.format("\\x%02x", (int) c));
      }
    }
  }
}
