package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An object a line, for programs that collect logs (docs/configuration.md, logging). */
final class JsonForm implements Form {
  /** Where a sentence of the catalogue has its id: in front, or behind in brackets. */
  private static final Pattern ID = Pattern.compile("^(HB\\d{3}) | \\[(HB\\d{3})\\]$");

  private final String node;
  private final long pid;

  JsonForm(String node, long pid) {
    this.node = node;
    this.pid = pid;
  }

  @Override
  public String format(ILoggingEvent event) {
    JsonObject line = line(event.getTimeStamp(), Form.word(event), event.getFormattedMessage());
    line.put("logger", event.getLoggerName()).put("thread", event.getThreadName());
    if (event.getThrowableProxy() != null) {
      line.put("thrown", new JsonArray(Form.trace(event.getThrowableProxy())));
    }
    return line.encode() + "\n";
  }

  @Override
  public String plain(long wallMillis, String word, String text) {
    return line(wallMillis, word, text).encode() + "\n";
  }

  private JsonObject line(long wallMillis, String word, String text) {
    JsonObject line = new JsonObject()
        .put("time", Instant.ofEpochMilli(wallMillis).toString())
        .put("level", word.toLowerCase(Locale.ROOT))
        .put("node", node)
        .put("pid", pid)
        .put("text", text);
    Matcher id = ID.matcher(text);
    if (id.find()) {
      line.put("id", id.group(1) == null ? id.group(2) : id.group(1));
    }
    return line;
  }
}
