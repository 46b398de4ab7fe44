package org.linuxha.heartbeat.notation;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Reads a heartbeat.json: every error of syntax and shape, with pointer, line and column. */
public final class SchemaCheck {
  /** Units are for people: they restrict nothing. */
  private static final JsonMetaSchema WITH_UNITS =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012()).keyword(new NonValidationKeyword("unit")).build();

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(WITH_UNITS)).getSchema(Schema.json().encode(),
          SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).locale(java.util.Locale.ENGLISH).build());

  /** What is wrong is a property as such, not what has it. */
  private static final Set<String> PROPERTY = Set.of("additionalProperties", "propertyNames");

  private SchemaCheck() {}

  /**
   * What reading gave.
   *
   * @param json present if and only if there is no problem
   */
  public record Result(Optional<JsonObject> json, List<Problem> problems, Places places) {}

  /** Where a pointer stands, for people: {@code heartbeat.json:12:5 /timing/deadtimeMillis}. */
  public interface Places {
    String of(String pointer);
  }

  /** @param file its name, for people */
  public static Result read(String file, String text) {
    JsonText positions;
    try {
      positions = JsonText.of(text);
    } catch (JsonText.Malformed e) {
      return failed(List.of(new Problem(Code.JSON_SYNTAX, file + ":" + e.at(), "This is no JSON: " + e.getMessage() + ".")));
    }
    Places places = pointer -> file + ":" + positions.at(pointer) + (pointer.isEmpty() ? "" : " " + pointer);
    List<Problem> problems = new ArrayList<>();
    SCHEMA.validate(text, InputFormat.JSON).stream()
        .filter(message -> !message.getType().equals("if"))
        .map(message -> new Problem(Code.JSON_SCHEMA, places.of(pointer(message)), sentence(message)))
        .distinct()
        .sorted(Comparator.comparing((Problem p) -> lineOf(p.place())))
        .forEach(problems::add);
    return problems.isEmpty() && !text.isBlank()
        ? new Result(Optional.of(new JsonObject(text)), problems, places)
        : new Result(Optional.empty(), problems.isEmpty() ? List.of(new Problem(Code.JSON_SYNTAX, file, "The file is empty.")) : problems, places);
  }

  private static Result failed(List<Problem> problems) {
    return new Result(Optional.empty(), problems, pointer -> pointer);
  }

  private static int lineOf(String place) {
    String[] parts = place.split("[: ]");
    return parts.length < 2 || !parts[1].matches("\\d{1,9}") ? 0 : Integer.parseInt(parts[1]);
  }

  /** Where it is; a property that is not allowed, or missing, belongs to the pointer. */
  private static String pointer(ValidationMessage message) {
    String pointer = message.getInstanceLocation().toString();
    boolean unknown = PROPERTY.contains(message.getType()) && message.getProperty() != null;
    return unknown ? pointer + "/" + Pointer.escape(message.getProperty()) : pointer;
  }

  /** The library's words, without the pointer that stands in the place; no value is shown, it may be a key. */
  private static String sentence(ValidationMessage message) {
    String text = message.getMessage();
    String where = message.getInstanceLocation() + ": ";
    String said = text.startsWith(where) ? text.substring(where.length()) : text;
    if (text.endsWith(Schema.NODE)) {
      said = node(message.getProperty() != null ? message.getProperty() : message.getInstanceNode().asText());
    } else if (text.endsWith(OwnSchemas.MEDIUM)) {
      said = "a key here is the kind of a medium and its device, with one blank between, as in ha.cf: mcast eth0";
    } else if (message.getType().equals("pattern")) {
      said = "this text must match " + message.getArguments()[0]
          + " (no blanks where words stand, no # and no line end anywhere)";
    }
    return Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".";
  }

  /** A name of a node is no secret. */
  private static String node(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return lower.matches(Schema.NODE)
        ? "a node's name has no capital letters here: write \"" + lower + "\""
        : "a node's name has 1 to 99 characters, none of them a blank, a comma or #, as in \"alice\"";
  }
}
