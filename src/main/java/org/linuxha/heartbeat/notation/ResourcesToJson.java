package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.config.hacf.HaResources.Group;

/** The lines of haresources and their place in JSON, there and back. */
final class ResourcesToJson {
  private static final String GROUPS = "/resources/groups";
  private static final String END = GROUPS + "/end";

  private ResourcesToJson() {}

  static JsonArray groups(List<Group> groups) {
    JsonArray all = new JsonArray();
    for (Group group : groups) {
      all.add(new JsonObject().put("node", group.node()).put("resources", new JsonArray(new ArrayList<>(group.resources()))));
    }
    return all;
  }

  static JsonObject comments(String text, List<Group> groups) {
    Map<Integer, Integer> byLine = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      byLine.put(groups.get(i).line(), i);
    }
    Comments comments = new Comments();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int hash = lines[i].indexOf('#');
      String comment = hash < 0 ? "" : lines[i].substring(hash).stripTrailing();
      Integer group = byLine.get(i + 1);
      if (group != null) {
        comments.at(GROUPS + "/" + group, comment);
      } else if (hash < 0 && !lines[i].isBlank()) {
        continue;
      } else {
        comments.alone(comment);
      }
    }
    JsonObject all = comments.end();
    if (all.containsKey(Comments.HEAD)) {
      all.put(GROUPS, all.remove(Comments.HEAD));
    }
    if (all.containsKey(Comments.END)) {
      all.put(END, all.remove(Comments.END));
    }
    return all;
  }

  static Written haresources(JsonObject json) {
    Written written = new Written(json.getJsonObject("comments", new JsonObject()));
    written.comments(GROUPS);
    JsonArray groups = json.getJsonObject("resources", new JsonObject()).getJsonArray("groups", new JsonArray());
    for (int i = 0; i < groups.size(); i++) {
      JsonObject group = groups.getJsonObject(i);
      StringBuilder line = new StringBuilder(group.getString("node"));
      group.getJsonArray("resources", new JsonArray()).forEach(resource -> line.append(' ').append(resource));
      written.line(GROUPS + "/" + i, line.toString());
    }
    written.comments(END);
    return written;
  }
}
