package org.linuxha.heartbeat.notation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where everything of a JSON text stands, by its pointer: names where it has one, else values.
 */
final class JsonText {
  private static final Position START = new Position(1, 1);
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Map<String, Position> positions;

  private JsonText(Map<String, Position> positions) {
    this.positions = positions;
  }

  /** Why that is no JSON. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Position at;

    Malformed(Position at, String message) {
      super(message);
      this.at = at;
    }

    Position at() {
      return at;
    }
  }

  static JsonText of(String text) throws Malformed {
    if (text.isBlank()) {
      throw new Malformed(START, "the file is empty");
    } else if (text.charAt(0) == BYTE_ORDER_MARK) {
      throw new Malformed(START, "a byte order mark (EF BB BF) stands before it; save it as UTF-8 without one");
    }
    Map<String, Position> positions = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        JsonLocation at = parser.currentTokenLocation();
        if (!token.isStructEnd()) {
          positions.putIfAbsent(pointer, new Position(at.getLineNr(), at.getColumnNr()));
        }
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Malformed(at == null ? START : new Position(at.getLineNr(), at.getColumnNr()), firstSentence(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot fail to be read", e);
    }
    return new JsonText(positions);
  }

  /** The parser quotes what it stumbles over, which may be a part of a key. */
  private static String firstSentence(String message) {
    if (message.startsWith("Duplicate field")) {
      return "a name stands twice in one object";
    } else if (message.contains("nesting depth")) {
      return "it is nested too deeply";
    }
    return message.replaceAll("\\('.' \\(code [^)]*\\)\\)", "").replaceAll(" ?\\(start marker at .*", "").replaceAll(" ?\\(JSON String.*\\)", "")
        .replaceAll("\\('.*?'[^)]*\\)", "").replaceAll("'[^']*'", "it").replaceAll("\\s+", " ").replace(" :", ":").strip();
  }

  /** Where that is, or what is nearest to it of what it would be in. */
  Position at(String pointer) {
    String path = pointer;
    while (!positions.containsKey(path) && !path.isEmpty()) {
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
    return positions.getOrDefault(path, START);
  }
}
