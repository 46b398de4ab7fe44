package org.linuxha.heartbeat.notation.corosync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  /** Heartbeat's own. */
  private static final int PORT = 694;

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
    members.forEach(member -> node(member, nodes));
    if (members.isEmpty()) {
      problem(1, "It has no nodelist: which nodes there are is not known.");
    }
    JsonObject cluster = new JsonObject().put("nodes", nodes);
    totem.value("cluster_name").ifPresent(cluster_name -> cluster.put("name", cluster_name));
    JsonObject comments = new JsonObject();
    JsonObject json = new JsonObject().put("cluster", cluster).put("timing", timing(totem, members.size()))
        .put("network", new JsonObject().put("media", media(totem, members, comments)));
    if (!comments.isEmpty()) {
      json.put("comments", comments);
    }
    say(Kind.NOTE, "totem", "corosync's key is no authkeys: hb keygen makes one.");
    say(Kind.NOTE, "keepalive", "A tenth of the token: corosync has no time between heartbeats.");
    say(Kind.NOTE, "quorum", "Not carried over: the membership of this daemon has rules of its own (docs/configuration.md).");
    return new Result(problems.isEmpty() ? Optional.of(json) : Optional.empty(), List.copyOf(problems), List.copyOf(findings));
  }

  private void node(Section member, JsonArray nodes) {
    Optional<String> host = member.value("name");
    if (host.isEmpty()) {
      problem(member.line(), "This node has no name, which Heartbeat needs: uname -n of that host.");
      return;
    }
    nodes.add(host.get().toLowerCase(Locale.ROOT));
  }

  /** Link after link, in it a medium for each node's address. Whose it is stands beside it, for people and for the way back. */
  private JsonArray media(Section totem, List<Section> members, JsonObject comments) {
    JsonArray media = new JsonArray();
    int place = 0;
    for (int link = 0; link < ToCorosync.MOST_LINKS; link++) {
      String ring = "ring" + link + "_addr";
      List<Section> there = members.stream().filter(member -> member.value(ring).isPresent()).toList();
      if (there.isEmpty()) {
        continue;
      }
      if (place >= interfaces.size()) {
        problem(there.get(0).line(), "Which interface link " + link + " uses is not in the file.");
        continue;
      }
      String device = interfaces.get(place++);
      Optional<JsonObject> multicast = multicast(totem, link, device);
      multicast.ifPresent(media::add);
      for (Section member : multicast.isPresent() ? List.<Section>of() : there) {
        String address = member.value(ring).get();
        String kind = address.contains(":") ? "ucast6" : "ucast";
        member.value("name").filter(host -> !host.equalsIgnoreCase(address)).ifPresent(host ->
            comments.put("/network/media/" + media.size(), new JsonObject().put("behind", "# " + host.toLowerCase(Locale.ROOT))));
        media.add(new JsonObject().put("kind", kind).put("device", device).put("address", address));
      }
      for (Section member : members) {
        if (member.value(ring).isEmpty()) {
          say(Kind.DANGEROUS, ring, "Line " + member.line() + ": " + member.value("name").orElse("a node") + " has no address on link " + link + ": nobody hears it there.");
        }
      }
    }
    if (place < interfaces.size()) {
      say(Kind.DANGEROUS, "--interface", "Not used: " + String.join(", ", interfaces.subList(place, interfaces.size())) + "; the file has "
          + (place == 1 ? "one link." : place + " links."));
    }
    return media;
  }

  /** An interface section counts for a link by its number; what a group is for one transport, another does not look at. */
  private Optional<JsonObject> multicast(Section totem, int link, String device) {
    for (Section section : totem.all("interface")) {
      // without a number it is the first; older files say ringnumber
      long number = number(section, section.value("linknumber").isPresent() ? "linknumber" : "ringnumber", 0);
      Optional<String> group = section.value("mcastaddr");
      if (number == link && section.value("mcastport").isPresent()) {
        say(Kind.NOTE, "mcastport", "Not carried over: heartbeats have a port of their own, so that both can run while you change.");
      }
      if (number == link && group.isPresent() && totem.value("transport").orElse("knet").equals("udp")) {
        if (group.get().contains(":")) {
          problem(section.line(), "An IPv6 group is not converted: write mcast6 yourself.");
        }
        return Optional.of(new JsonObject().put("kind", "mcast").put("device", device).put("group", group.get())
            .put("port", PORT).put("ttl", (int) number(section, "ttl", 1)).put("loop", false));
      }
    }
    return Optional.empty();
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
