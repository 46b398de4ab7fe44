package org.linuxha.heartbeat.notation.pacemaker;

import java.util.List;
import java.util.Map;

/** A migration as a CIB: the XML that {@code cibadmin --replace} takes. */
public final class Cib {
  private final StringBuilder xml = new StringBuilder();
  private int depth;

  private Cib() {}

  public static String of(Migration migration) {
    Cib cib = new Cib();
    cib.write(migration);
    return cib.xml.toString();
  }

  private void write(Migration m) {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    m.kept().forEach(line -> line("<!-- not mapped: " + line.replace("--", "- -") + " -->"));
    open("cib", "validate-with", "pacemaker-3.0", "admin_epoch", "0", "epoch", "1", "num_updates", "0");
    open("configuration");
    open("crm_config");
    set("cluster_property_set", "cib-bootstrap-options", Map.of(), List.of(
        "cluster-name", m.clusterName(), "no-quorum-policy", "ignore",
        "stonith-enabled", Boolean.toString(!m.fencing().isEmpty()), "symmetric-cluster", "true"));
    close("crm_config");
    // Pacemaker enters the nodes that corosync has; a node that stands here before it was seen would be fenced
    empty("nodes");
    open("resources");
    for (Migration.Group group : m.groups()) {
      open("group", "id", group.id());
      group.members().forEach(this::primitive);
      close("group");
    }
    m.fencing().forEach(fence -> primitive(fence.device()));
    close("resources");
    open("constraints");
    constraints(m);
    close("constraints");
    open("rsc_defaults");
    set("meta_attributes", "rsc-options", Map.of(), List.of("resource-stickiness", m.stickiness()));
    close("rsc_defaults");
    close("configuration");
    empty("status");
    close("cib");
  }

  private void constraints(Migration m) {
    for (Migration.Group group : m.groups()) {
      empty("rsc_location", "id", group.id() + "-prefers", "rsc", group.id(), "node", group.node(),
          "score", Integer.toString(Migration.PREFERENCE));
    }
    for (Migration.Fence fence : m.fencing()) {
      fence.host().ifPresent(host -> m.nodes().stream().filter(node -> !node.equals(host)).forEach(node ->
          empty("rsc_location", "id", fence.device().id() + "-not-" + node, "rsc", fence.device().id(), "node", node,
              "score", "-INFINITY")));
    }
  }

  private void primitive(Primitive p) {
    if (p.provider().isEmpty()) {
      open("primitive", "id", p.id(), "class", p.standard(), "type", p.type());
    } else {
      open("primitive", "id", p.id(), "class", p.standard(), "provider", p.provider(), "type", p.type());
    }
    if (!p.parameters().isEmpty()) {
      set("instance_attributes", p.id() + "-parameters", p.parameters(), List.of());
    }
    close("primitive");
  }

  /** A set of names and values, given as a map or as a flat list. */
  private void set(String element, String id, Map<String, String> map, List<String> pairs) {
    open(element, "id", id);
    map.forEach((name, value) -> empty("nvpair", "id", id + "-" + name, "name", name, "value", value));
    for (int i = 0; i < pairs.size(); i += 2) {
      empty("nvpair", "id", id + "-" + pairs.get(i), "name", pairs.get(i), "value", pairs.get(i + 1));
    }
    close(element);
  }

  private void open(String name, String... attributes) {
    line("<" + name + attributes(attributes) + ">");
    depth++;
  }

  private void close(String name) {
    depth--;
    line("</" + name + ">");
  }

  private void empty(String name, String... attributes) {
    line("<" + name + attributes(attributes) + "/>");
  }

  private static String attributes(String... attributes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1])).append('"');
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private void line(String text) {
    xml.append("  ".repeat(depth)).append(text).append('\n');
  }
}
