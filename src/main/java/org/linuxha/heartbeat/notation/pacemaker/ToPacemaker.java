package org.linuxha.heartbeat.notation.pacemaker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.Finding.Kind;

/** heartbeat.json as a Pacemaker configuration that means the same. */
public final class ToPacemaker {
  private final JsonObject json;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private ToPacemaker(JsonObject json) {
    this.json = json;
  }

  /** @param json main file and secrets in one, as the schema wants them */
  public static Migration of(JsonObject json) {
    return new ToPacemaker(json).migration();
  }

  private Migration migration() {
    List<String> nodes = strings(json.getJsonObject("cluster", new JsonObject()).getJsonArray("nodes"));
    List<Migration.Group> groups = groups();
    List<Migration.Fence> fencing = fencing(nodes);
    if (fencing.isEmpty()) {
      say(Kind.DANGEROUS, "stonith", "", "There is no fencing device: stonith-enabled is false, as it was. Two nodes that"
          + " do not hear each other both take the resources.");
    }
    say(Kind.NOTE, "quorum", "", "no-quorum-policy is ignore, as haresources never asked for quorum; with corosync's two_node"
        + " and fencing, stop is safer.");
    say(Kind.NOTE, "monitor", "", "haresources never looked whether a resource still runs, so no monitor operations are written;"
        + " add them.");
    return new Migration(json.getJsonObject("cluster", new JsonObject()).getString("name", "linux-ha"), nodes, groups, fencing,
        failback(), kept, findings);
  }

  private boolean failback() {
    Object value = json.getJsonObject("resources", new JsonObject()).getValue("autoFailback", true);
    boolean on = !value.equals(false) && !value.equals("off");
    say(Kind.MAPS, "auto_failback", "/resources/autoFailback", on
        ? "resource-stickiness=0: resources return to the node that prefers them."
        : "resource-stickiness=INFINITY: resources stay where they are.");
    return on;
  }

  private List<Migration.Group> groups() {
    List<Migration.Group> groups = new ArrayList<>();
    JsonArray lines = json.getJsonObject("resources", new JsonObject()).getJsonArray("groups", new JsonArray());
    for (int i = 0; i < lines.size(); i++) {
      String place = "/resources/groups/" + i;
      List<String> words = strings(lines.getJsonObject(i).getJsonArray("resources"));
      String node = lines.getJsonObject(i).getString("node");
      if (words.isEmpty()) {
        say(Kind.NOTE, node, place, "The line has no resource; nothing to write.");
        continue;
      }
      List<Primitive> members = new ArrayList<>();
      for (String word : words) {
        members.add(primitive(word, place));
      }
      groups.add(new Migration.Group(id("group-" + node), node, members));
    }
    return groups;
  }

  private Primitive primitive(String word, String place) {
    Scripts.Mapped mapped = Scripts.of(word);
    String hint = mapped.parameters().getOrDefault("ip", mapped.known() ? "" : word.split("::", 2)[0]);
    String id = id(mapped.type().equals("haresource") ? hint : hint.isEmpty() ? mapped.type() : mapped.type() + "-" + hint);
    Primitive primitive = new Primitive(id, mapped.standard(), mapped.provider(), mapped.type(), mapped.parameters());
    say(mapped.known() && mapped.note().isEmpty() ? Kind.MAPS : Kind.NOTE, word, place,
        primitive.agent() + " " + id + (mapped.note().isEmpty() ? "." : ". " + mapped.note()));
    return primitive;
  }

  private List<Migration.Fence> fencing(List<String> nodes) {
    List<Migration.Fence> all = new ArrayList<>();
    JsonArray devices = json.getJsonArray("stonith", new JsonArray());
    for (int i = 0; i < devices.size(); i++) {
      JsonObject device = devices.getJsonObject(i);
      String place = "/stonith/" + i;
      String type = device.getString("type", "");
      Optional<Map<String, String>> parameters = device.containsKey("file") || type.isEmpty()
          ? Optional.empty() : parameters(type, device.getString("arguments", ""));
      if (parameters.isEmpty()) {
        keep(device, type, place);
        continue;
      }
      String host = device.getString("host", "*");
      if (!host.equals("*") && !nodes.contains(host.toLowerCase(java.util.Locale.ROOT))) {
        keep(device, type, place);
        continue;
      }
      Primitive primitive = new Primitive(id("fence-" + type), "stonith", "", type, parameters.get());
      all.add(new Migration.Fence(primitive,
          host.equals("*") ? Optional.empty() : Optional.of(host.toLowerCase(java.util.Locale.ROOT))));
      say(Kind.MAPS, "stonith_host", place, primitive.agent() + " " + primitive.id() + (host.equals("*") ? "." : ", on " + host + " alone."));
    }
    return all;
  }

  private static Optional<Map<String, String>> parameters(String type, String arguments) {
    List<String> names = Plugins.parameters(type).orElse(null);
    String[] words = arguments.isBlank() ? new String[0] : arguments.strip().split("\\s+");
    if (names == null || words.length < names.size() || words.length > names.size() && !Plugins.takesTheRest(names)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      boolean rest = i == names.size() - 1 && words.length > names.size();
      parameters.put(names.get(i), rest ? String.join(" ", List.of(words).subList(i, words.length)) : words[i]);
    }
    return Optional.of(parameters);
  }

  private void keep(JsonObject device, String type, String place) {
    boolean file = device.containsKey("file");
    String line = file
        ? "stonith " + type + " " + device.getString("file") : "stonith_host " + device.getString("host") + " " + type + " ...";
    kept.add(line);
    say(Kind.DANGEROUS, file ? "stonith" : "stonith_host", place, "Not mapped, kept as a comment" + (file ? ": " : " without its arguments: ")
        + (file ? "its parameters are in a file of the plugin's own format"
            : Plugins.parameters(type).isEmpty() ? "the plugin '" + type + "' is not known here"
                : "its host or the number of its arguments does not fit") + ". Write the device by hand.");
  }

  private void say(Kind kind, String what, String place, String text) {
    findings.add(new Finding(kind, place, what, text));
  }

  /** That name as an XML id that nothing else has. */
  private String id(String wish) {
    String name = wish.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z_]+", "r-$0").replaceAll("-+$", "");
    name = name.matches("[A-Za-z_].*") ? name : "r-" + name;
    String id = name;
    for (int i = 2; !ids.add(id); i++) {
      id = name + "-" + i;
    }
    return id;
  }

  private static List<String> strings(JsonArray array) {
    return array == null ? List.of() : array.stream().map(String::valueOf).toList();
  }
}
