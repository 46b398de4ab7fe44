package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of what goes into a report. First it learns them from the files of configuration; then it cleans
 * every file: known secrets wherever they stand, and whatever looks like one by the word before it. A text here holds a
 * byte or a character of UTF-8 a char; both work, as secrets are learnt from texts read the same way.
 */
final class ReportSecrets {
  static final String REMOVED = "(removed)";

  private static final Pattern KEY_LINE = Pattern.compile("(?m)^([ \\t]*\\d+[ \\t]+(?:sha1|md5|crc)[ \\t]+)(\\S+).*$");
  private static final Pattern STONITH_HOST = Pattern.compile("(?m)^([ \\t]*stonith_host[ \\t]+\\S+[ \\t]+\\S+)[ \\t]+(.+)$");
  private static final Pattern NAMED = Pattern.compile(
      "(?i)((?:password|passwd|passphrase|pass|secret|token|api[_-]?key|psk|community)\"?[ \\t]*[=:][ \\t]*\"?)([^\\s\"',;&<>}\\]]+)");
  private static final Pattern OPTION = Pattern.compile("(?i)(--?(?:password|passwd|passphrase|secret|token)[ \\t]+)(\\S+)");
  private static final Pattern BEARER = Pattern.compile("(?i)((?:authorization:[ \\t]*\\w+|bearer)[ \\t]+)([A-Za-z0-9._~+/=-]{4,})");
  private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]*:)([^@/\\s]+)(?=@)");
  private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|passwd|passphrase|secret|token|psk|apikey|api_key|private).*|key|arguments|sha256");
  private static final Pattern HARMLESS = Pattern.compile("[0-9.:]+|[a-z0-9]{1,3}|true|false|localhost", Pattern.CASE_INSENSITIVE);
  /** Shorter ones are removed only as a word of their own: they may be part of other words. */
  private static final int LONG = 8;

  private final Set<String> known = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  /** Keys are learnt whatever the file looks like otherwise, also from comments. */
  void learnKeys(String authkeys) {
    Matcher line = Pattern.compile("(?m)^[#\\s]*\\d+[ \\t]+\\w+[ \\t]+(\\S+)").matcher(authkeys);
    while (line.find()) {
      // a key is a secret, even if it is a number or a word; two characters are none
      if (line.group(1).length() > 2) {
        known.add(line.group(1));
      }
    }
  }

  void learnHaCf(String haCf) {
    Matcher line = STONITH_HOST.matcher(haCf);
    while (line.find()) {
      for (String word : line.group(2).strip().split("\\s+")) {
        learn(word);
      }
    }
    for (Pattern pattern : new Pattern[] {NAMED, OPTION, USER_INFO}) {
      Matcher found = pattern.matcher(haCf);
      while (found.find()) {
        learn(found.group(2));
      }
    }
  }

  void learnJson(String json) {
    try {
      json(new JsonObject(json), "", true);
    } catch (DecodeException | ClassCastException e) {
      // cleaning it says so
    }
  }

  private void learn(String secret) {
    if (!HARMLESS.matcher(secret).matches()) {
      known.add(secret);
    }
  }

  /** The file without secrets; {@code name} is its name without directories. */
  String clean(String name, String text) {
    if (name.equals("authkeys")) {
      return authkeys(text);
    }
    if (name.startsWith("heartbeat.") && name.endsWith(".json") || name.equals("secrets.json")) {
      try {
        JsonObject json = new JsonObject(text);
        json(json, "", false);
        return everywhere(json.encodePrettily() + "\n");
      } catch (DecodeException | ClassCastException e) {
        return "left out: it is no JSON, so nobody knows which of it is secret\n";
      }
    }
    return everywhere(STONITH_HOST.matcher(text).replaceAll("$1 " + REMOVED));
  }

  private static String authkeys(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.matches("auth\\s+\\d+") || line.matches("\\d+\\s+crc") ? line
            : line.matches("\\d+\\s+\\w+\\s+\\S.*") ? line.replaceFirst("^(\\d+\\s+\\w+\\s+).*$", "$1" + REMOVED) : REMOVED)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String everywhere(String text) {
    String clean = PEM.matcher(text).replaceAll(REMOVED);
    for (String secret : known) {
      if (!clean.contains(secret)) {
        continue;
      }
      String literal = Pattern.quote(secret);
      clean = secret.length() >= LONG ? clean.replace(secret, REMOVED)
          : clean.replaceAll("(?<![A-Za-z0-9])" + literal + "(?![A-Za-z0-9])", REMOVED);
    }
    clean = KEY_LINE.matcher(clean).replaceAll("$1" + REMOVED);
    for (Pattern pattern : new Pattern[] {NAMED, OPTION, BEARER, USER_INFO}) {
      clean = pattern.matcher(clean).replaceAll("$1" + REMOVED);
    }
    return clean;
  }

  /** Goes through an object; learns or removes what a secret name, or the section it is in, makes secret. */
  private void json(JsonObject object, String path, boolean learning) {
    for (Map.Entry<String, Object> entry : object.getMap().entrySet().stream().toList()) {
      String name = entry.getKey();
      boolean fileName = path.isEmpty() && name.equals("secrets");
      boolean comment = path.equals("/comments") && (name.startsWith("/keys") || name.startsWith("/stonith"));
      // names of tokens and places of certificates tell nothing; tokens and their hashes have names of their own
      boolean open = path.isEmpty() && name.equals("tokens") && tokensAreObjects(object) || path.equals("/tls");
      boolean secret = !fileName && !open && (comment || SECRET_NAME.matcher(name).matches() && !(object.getValue(name) instanceof JsonObject));
      object.put(name, value(object.getValue(name), path + "/" + name, secret, learning));
    }
  }

  private static boolean tokensAreObjects(JsonObject object) {
    return object.getValue("tokens") instanceof JsonArray array && array.stream().allMatch(JsonObject.class::isInstance);
  }

  private Object value(Object value, String path, boolean secret, boolean learning) {
    if (value instanceof JsonObject inner && !secret) {
      json(inner, path, learning);
      return inner;
    }
    if (value instanceof JsonObject inner) {
      inner.fieldNames().stream().toList().forEach(name -> inner.put(name, value(inner.getValue(name), path, true, learning)));
      return inner;
    }
    if (value instanceof JsonArray array) {
      JsonArray all = new JsonArray();
      for (int i = 0; i < array.size(); i++) {
        all.add(value(array.getValue(i), path + "/" + i, secret, learning));
      }
      return all;
    }
    if (!secret || value == null) {
      return value;
    }
    if (learning) {
      learn(String.valueOf(value));
      return value;
    }
    return REMOVED;
  }
}
