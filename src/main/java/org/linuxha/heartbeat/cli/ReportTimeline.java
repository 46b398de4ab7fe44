package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Log lines and events of all nodes of a report, merged by time. */
final class ReportTimeline {
  /** {@code Nov 25 02:58:32 alice heartbeat: [8941]: info: text}; no year. */
  private static final Pattern SYSLOG = Pattern.compile("^([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) +(.*)$");
  /** {@code heartbeat[8941]: 2026/11/25_02:58:32 info: text}. */
  private static final Pattern PLAIN = Pattern.compile("^(.{0,100}?)(\\d{4}/\\d\\d/\\d\\d_\\d\\d:\\d\\d:\\d\\d) +(.*)$");
  private static final Pattern ISO =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)) +(.*)$");
  private static final DateTimeFormatter WITH_YEAR = DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter PLAIN_TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd_HH:mm:ss", Locale.ENGLISH);

  /** @param source {@code event}, or the name of the log */
  record Line(Instant time, String node, String source, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int timeless;

  /** Takes what that node has to tell: {@code files} are its own, by their names below the node's directory. */
  void add(String node, Map<String, byte[]> files) {
    JsonObject facts = facts(files);
    Instant made = instant(facts.getString("time"), Instant.now());
    ZoneId zone = zone(facts.getString("zone"));
    Set<String> seen = new HashSet<>();
    // whatever order tar found them in; ha-log comes before ha-debug
    Map<String, byte[]> ordered = new TreeMap<>(Comparator.reverseOrder());
    ordered.putAll(files);
    for (Map.Entry<String, byte[]> file : ordered.entrySet()) {
      String name = file.getKey();
      if (name.startsWith("log/")) {
        // debugfile repeats what logfile has; what one file has twice happened twice
        Set<String> here = new HashSet<>();
        log(node, name.substring("log/".length()), text(file.getValue()), new Clock(made, zone), seen, here);
        seen.addAll(here);
      } else if (name.equals("state/events.ndjson")) {
        text(file.getValue()).lines().forEach(line -> event(node, line));
      }
    }
  }

  private record Clock(Instant made, ZoneId zone) {}

  /** In order of time; lines of one moment in the order they came. */
  List<Line> sorted() {
    lines.sort(Comparator.comparing(Line::time));
    return lines;
  }

  /** How many lines had no time that could be read, and none before them. */
  int timeless() {
    return timeless;
  }

  static JsonObject facts(Map<String, byte[]> files) {
    try {
      return new JsonObject(text(files.getOrDefault(ReportNode.FACTS, new byte[] {'{', '}'})));
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  private void log(String node, String source, String text, Clock clock, Set<String> seen, Set<String> here) {
    Instant last = null;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank() || seen.contains(line)) {
        continue;
      }
      here.add(line);
      Line read = read(node, source, line, clock);
      if (read == null && last == null) {
        timeless++;
        continue;
      }
      last = read == null ? last : read.time();
      lines.add(read == null ? new Line(last, node, source, line) : read);
    }
  }

  private static Line read(String node, String source, String line, Clock clock) {
    try {
      Matcher match = SYSLOG.matcher(line);
      if (match.matches()) {
        return new Line(withYear(match.group(1) + " " + match.group(2) + " " + match.group(3), clock), node, source, match.group(4));
      }
      match = ISO.matcher(line);
      if (match.matches()) {
        String time = match.group(1).replace(',', '.').replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return new Line(OffsetDateTime.parse(time).toInstant(), node, source, match.group(2));
      }
      match = PLAIN.matcher(line);
      if (match.matches()) {
        return new Line(LocalDateTime.parse(match.group(2), PLAIN_TIME).atZone(clock.zone()).toInstant(), node, source,
            match.group(1) + match.group(3));
      }
      return line.startsWith("{") ? object(node, source, line) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A line of a log that is written as JSON. */
  private static Line object(String node, String source, String line) {
    try {
      JsonObject object = new JsonObject(line);
      return new Line(Instant.parse(object.getString("time", "")), node, source,
          object.getString("level", "") + ": " + object.getString("text", ""));
    } catch (DecodeException | ClassCastException e) {
      return null;
    }
  }

  /** The last year in which that moment was not after the report; a day is allowed for clocks that were set. */
  private static Instant withYear(String monthToSecond, Clock clock) {
    int year = clock.made().atZone(clock.zone()).getYear();
    Instant last = clock.made().plusSeconds(86_400);
    for (int back = -1; ; back++) {
      try {
        Instant time = LocalDateTime.parse(year - back + " " + monthToSecond, WITH_YEAR).atZone(clock.zone()).toInstant();
        if (!time.isAfter(last)) {
          return time;
        }
      } catch (DateTimeException e) {
        // the 29th of February is not in every year
        if (back >= 8) {
          throw e;
        }
      }
    }
  }

  private void event(String node, String line) {
    try {
      JsonObject event = new JsonObject(line);
      lines.add(new Line(Instant.parse(event.getString("time", "")), node, "event", event.getString("text", event.getString("type", ""))));
    } catch (DecodeException | DateTimeException | ClassCastException e) {
      timeless++;
    }
  }

  private static Instant instant(String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static ZoneId zone(String text) {
    try {
      return text == null ? ZoneOffset.UTC : ZoneId.of(text);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
