package org.linuxha.heartbeat.notation.corosync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.notation.corosync.CorosyncConf.Section;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** A corosync.conf as heartbeat.json. */
public final class FromCorosync {
  /** corosync.conf(5): token, and what each node above two adds. */
  private static final long DEFAULT_TOKEN_MILLIS = 3000;
  private static final long DEFAULT_COEFFICIENT_MILLIS = 650;
  /** A heartbeat may be lost twice and more before a node is called dead. */
  private static final long HEARTBEATS_PER_DEADTIME = 10;
  private static final int DEFAULT_WARNING_PERCENT = 75;
  private static final int PERCENT = 100;

  private final String name;
  private final CorosyncConf file;
  private final List<String> interfaces;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private FromCorosync(String name, CorosyncConf file, List<String> interfaces) {
    this.name = name;
    this.file = file;
    this.interfaces = interfaces;
    problems.addAll(file.problems());
  }

  /** @param json present if and only if there is no problem */
  public record Result(Optional<JsonObject> json, List<Problem> problems, List<Finding> findings) {}

  /**
   * @param name of the file, for people
   * @param interfaces the network interface of each link, in order: corosync.conf does not say it
   */
  public static Result of(String name, String text, List<String> interfaces) {
    return new FromCorosync(name, CorosyncConf.parse(name, text), interfaces).result();
  }

  private Result result() {
    Section totem = file.root().all("totem").stream().findFirst().orElse(file.root());
    List<Section> members = file.root().all("nodelist").stream().flatMap(list -> list.all("node").stream()).toList();
    JsonArray nodes = new JsonArray();
    Map<Integer, JsonArray> media = new TreeMap<>();
    for (Section member : members) {
      node(member, nodes, media);
    }
    if (members.isEmpty()) {
      problem(1, "It has no nodelist: which nodes there are is not known.");
    }
    JsonObject cluster = new JsonObject().put("nodes", nodes);
    totem.value("cluster_name").ifPresent(cluster_name -> cluster.put("name", cluster_name));
    JsonArray all = new JsonArray();
    media.values().forEach(list -> list.forEach(all::add));
    JsonObject json = new JsonObject().put("cluster", cluster).put("timing", timing(totem, members.size()))
        .put("network", new JsonObject().put("media", all));
    say(Kind.NOTE, "totem", "corosync's key is no authkeys: hb keygen makes one.");
    say(Kind.NOTE, "keepalive", "A tenth of the token: corosync has no time between heartbeats.");
    say(Kind.NOTE, "quorum", "Not carried over: the membership of this daemon has rules of its own (docs/configuration.md).");
    return new Result(problems.isEmpty() ? Optional.of(json) : Optional.empty(), List.copyOf(problems), List.copyOf(findings));
  }

  private void node(Section member, JsonArray nodes, Map<Integer, JsonArray> media) {
    Optional<String> host = member.value("name");
    if (host.isEmpty()) {
      problem(member.line(), "This node has no name, which Heartbeat needs: uname -n of that host.");
      return;
    }
    nodes.add(host.get().toLowerCase(Locale.ROOT));
    for (int link = 0; member.value("ring" + link + "_addr").isPresent(); link++) {
      if (link >= interfaces.size()) {
        problem(member.line(), "Which interface link " + link + " uses is not in the file.");
        return;
      }
      media.computeIfAbsent(link, key -> new JsonArray()).add(new JsonObject().put("kind", "ucast")
          .put("device", interfaces.get(link)).put("address", member.value("ring" + link + "_addr").get()));
    }
  }

  private JsonObject timing(Section totem, int nodes) {
    long token = number(totem, "token", DEFAULT_TOKEN_MILLIS)
        + Math.max(0, nodes - 2) * number(totem, "token_coefficient", DEFAULT_COEFFICIENT_MILLIS);
    return new JsonObject()
        .put("keepaliveMillis", Math.max(1, token / HEARTBEATS_PER_DEADTIME))
        .put("warntimeMillis", Math.max(1, token * number(totem, "token_warning", DEFAULT_WARNING_PERCENT) / PERCENT))
        .put("deadtimeMillis", token);
  }

  private long number(Section section, String key, long otherwise) {
    String value = section.value(key).orElse("");
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      problem(section.line(), "'" + key + ": " + value + "' is not a number.");
      return otherwise;
    }
    return Long.parseLong(value);
  }

  private void problem(int line, String text) {
    problems.add(new Problem(Code.COROSYNC_CONF, name + ":" + line, text));
  }

  private void say(Kind kind, String what, String text) {
    findings.add(new Finding(kind, name, what, text));
  }
}
