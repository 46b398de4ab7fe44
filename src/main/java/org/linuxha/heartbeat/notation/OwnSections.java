package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.ApiToken;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** The sections of heartbeat.json that no ha.cf can hold. They count beside one; nothing else does. */
public final class OwnSections {
  /** Their names, in the order in which they are written. */
  public static final List<String> NAMES = List.of("http", "tls", "tokens", "logging", "links", "faults");

  private static final Set<String> OF_THE_FILE = Set.of("$schema", "secrets", "comments");

  private OwnSections() {}

  /** The pointer that these steps make. */
  public static String pointer(String... steps) {
    return Arrays.stream(steps).map(step -> "/" + Pointer.escape(step)).collect(Collectors.joining());
  }

  /** True if that pointer is in one of them. */
  static boolean isOwn(String pointer) {
    return NAMES.contains(pointer.replaceFirst("^/", "").replaceFirst("/.*$", ""));
  }

  /** Only these sections of a document, and what is commented of them. */
  public static JsonObject of(JsonObject json) {
    JsonObject own = new JsonObject();
    NAMES.stream().filter(json::containsKey).forEach(name -> own.put(name, json.getValue(name)));
    JsonObject comments = new JsonObject();
    json.getJsonObject("comments", new JsonObject()).stream().filter(comment -> isOwn(comment.getKey()))
        .forEach(comment -> comments.put(comment.getKey(), comment.getValue()));
    if (!comments.isEmpty()) {
      own.put("comments", comments);
    }
    return own.copy();
  }

  /** Which of them are in it. */
  public static List<String> names(JsonObject json) {
    return NAMES.stream().filter(json::containsKey).toList();
  }

  /** True if a token stands in it as it is, not as a hash. */
  static boolean hasSecrets(JsonObject json) {
    return json.getJsonArray("tokens", new JsonArray()).stream().anyMatch(token -> ((JsonObject) token).containsKey("token"));
  }

  /**
   * What they say.
   *
   * @param json fits the schema
   * @param problems takes what the schema cannot tell
   */
  public static OwnSettings settings(JsonObject json, SchemaCheck.Places places, List<Problem> problems) {
    JsonObject http = json.getJsonObject("http", new JsonObject());
    Optional<HttpAddress> address = Optional.empty();
    try {
      address = Optional.ofNullable(http.getString("address")).map(HttpAddress::parse);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(Code.HTTP_ADDRESS_WRONG, places.of("/http/address"), e.getMessage()));
    }
    Set<String> hosts = http.getJsonArray("hosts", new JsonArray()).stream()
        .map(host -> String.valueOf(host).toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Optional<OwnSettings.Tls> tls = Optional.ofNullable(json.getJsonObject("tls"))
        .map(files -> new OwnSettings.Tls(files.getString("certificate"), files.getString("key"), "", ""));
    return new OwnSettings(address, hosts, tls, tokens(json, places, problems), logging(json),
        LinksReader.read(json, places, problems));
  }

  private static LoggingSettings logging(JsonObject json) {
    JsonObject logging = json.getJsonObject("logging", new JsonObject());
    Map<String, LoggingSettings.Level> levels = new HashMap<>();
    logging.getJsonObject("levels", new JsonObject()).forEach(level -> levels.put(
        level.getKey(), LoggingSettings.Level.valueOf(String.valueOf(level.getValue()).toUpperCase(Locale.ROOT))));
    return new LoggingSettings(
        levels, logging.getString("format", "text").equals("json"), logging.getInteger("queueLines", LoggingSettings.QUEUE_LINES));
  }

  private static List<ApiToken> tokens(JsonObject json, SchemaCheck.Places places, List<Problem> problems) {
    List<ApiToken> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    JsonArray all = json.getJsonArray("tokens", new JsonArray());
    for (int i = 0; i < all.size(); i++) {
      JsonObject one = all.getJsonObject(i);
      byte[] hash = one.containsKey("token") ? ApiToken.hash(one.getString("token")) : HexFormat.of().parseHex(one.getString("sha256"));
      String place = places.of("/tokens/" + i);
      if (!names.add(one.getString("name"))) {
        problems.add(new Problem(Code.TOKEN_TWICE, place, "There is another token named " + one.getString("name") + "."));
      } else if (tokens.stream().anyMatch(other -> other.is(hash))) {
        problems.add(new Problem(Code.TOKEN_TWICE, place, "Another name has this token already."));
      }
      Set<String> services = one.getJsonArray("services", new JsonArray()).stream().map(String::valueOf).collect(Collectors.toSet());
      tokens.add(new ApiToken(one.getString("name"), hash, services));
    }
    return tokens;
  }

  /**
   * What has no effect beside an ha.cf, each with the place where that has it: what a node is must not hang on which of two files
   * was left over, and a node that does not start for a file that was left over is worse.
   *
   * @param json fits the schema
   */
  public static List<Problem> twice(JsonObject json, SchemaCheck.Places places, String haCf) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, Object> section : json) {
      String name = section.getKey();
      if (!NAMES.contains(name) && !OF_THE_FILE.contains(name)) {
        pointers(name, section.getValue()).forEach(pointer ->
            problems.add(new Problem(Code.CONFIGURED_TWICE, places.of(pointer), elsewhere(pointer, haCf))));
      }
    }
    return problems;
  }

  /** One a setting, where a section has settings of a name each; else one for all of it. */
  private static List<String> pointers(String name, Object section) {
    return section instanceof JsonObject settings && !name.equals("keys") && !settings.isEmpty()
        ? settings.fieldNames().stream().map(setting -> "/" + name + "/" + Pointer.escape(setting)).toList() : List.of("/" + name);
  }

  private static String elsewhere(String pointer, String haCf) {
    if (pointer.equals("/keys") || pointer.startsWith("/resources/groups")) {
      return "Beside an ha.cf only " + (pointer.equals("/keys") ? "authkeys" : "haresources") + " says this.";
    }
    return HaCfLines.of(haCf).stream()
        .filter(line -> !line.written().isEmpty() && Inspection.target(line).startsWith(pointer.replaceFirst("^(/clients|/environment)/.*", "$1")))
        .reduce((first, last) -> last)
        .map(line -> "ha.cf:" + line.number() + " (" + line.directive() + ") says this too.")
        .orElse("Beside an ha.cf only that says what the cluster is, and this is not in it.");
  }
}
