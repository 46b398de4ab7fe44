package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;

/** The keys of authkeys and their place in JSON, there and back. Keys are bytes, a char each. */
final class KeysToJson {
  private KeysToJson() {}

  static JsonObject keys(KeyRing ring) {
    JsonArray all = new JsonArray();
    for (Map.Entry<Integer, KeyRing.Key> entry : new TreeMap<>(ring.keys()).entrySet()) {
      KeyRing.Key key = entry.getValue();
      JsonObject one = new JsonObject().put("number", entry.getKey()).put("method", key.algorithm().word());
      if (key.algorithm() != Algorithm.CRC) {
        one.put("key", new String(key.secret().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      all.add(one);
    }
    return new JsonObject().put("active", ring.active()).put("all", all);
  }

  /** Comments of an authkeys that was checked, by the pointer of its keys. */
  static JsonObject comments(String text, JsonObject keys) {
    Comments comments = new Comments();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        comments.alone(line);
      } else {
        comments.at(line.startsWith("a") ? "/keys/active" : pointer(line, keys), "");
      }
    }
    JsonObject all = comments.end();
    // the ends of two files would be one
    if (all.containsKey(Comments.HEAD)) {
      all.put("/keys", all.remove(Comments.HEAD));
    }
    if (all.containsKey(Comments.END)) {
      all.put("/keys/end", all.remove(Comments.END));
    }
    return all;
  }

  private static String pointer(String line, JsonObject keys) {
    String number = line.replaceFirst("^\\+?0*(?=\\d)", "").replaceFirst("\\D.*", "");
    JsonArray all = keys.getJsonArray("all");
    for (int i = 0; i < all.size(); i++) {
      if (all.getJsonObject(i).getInteger("number").toString().equals(number)) {
        return "/keys/all/" + i;
      }
    }
    return "/keys/all";
  }

  static Written authkeys(JsonObject json) {
    JsonObject keys = json.getJsonObject("keys");
    Written written = new Written(json.getJsonObject("comments", new JsonObject()));
    written.comments("/keys");
    written.line("/keys/active", "auth " + keys.getInteger("active"));
    JsonArray all = keys.getJsonArray("all", new JsonArray());
    for (int i = 0; i < all.size(); i++) {
      JsonObject key = all.getJsonObject(i);
      String secret = key.getString("key", "");
      written.line("/keys/all/" + i,
          key.getInteger("number") + " " + key.getString("method") + (secret.isEmpty() ? "" : " " + secret));
    }
    written.comments("/keys/all");
    written.comments("/keys/end");
    return written;
  }
}
