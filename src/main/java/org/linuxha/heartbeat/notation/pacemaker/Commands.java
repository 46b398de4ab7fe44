package org.linuxha.heartbeat.notation.pacemaker;

import java.util.Map;

/** A migration as commands for people to read and run: of pcs, or of crmsh. */
public final class Commands {
  private Commands() {}

  /** A shell script of pcs commands. */
  public static String pcs(Migration m) {
    StringBuilder text = new StringBuilder("#!/bin/sh\n# on one node of a running cluster\nset -e\n");
    m.kept().forEach(line -> text.append("# not mapped: ").append(line).append('\n'));
    text.append("pcs property set no-quorum-policy=ignore stonith-enabled=").append(!m.fencing().isEmpty())
        .append(" symmetric-cluster=true\n");
    text.append("pcs resource defaults update resource-stickiness=").append(m.stickiness()).append('\n');
    for (Migration.Group group : m.groups()) {
      for (Primitive p : group.members()) {
        text.append("pcs resource create ").append(p.id()).append(' ').append(p.agent()).append(words(p.parameters()))
            .append(" --no-default-ops --group ").append(group.id()).append('\n');
      }
      text.append("pcs constraint location ").append(group.id()).append(" prefers ").append(word(group.node())).append('=')
          .append(Migration.PREFERENCE).append('\n');
    }
    for (Migration.Fence fence : m.fencing()) {
      text.append("pcs stonith create ").append(fence.device().id()).append(' ').append(word(fence.device().type()))
          .append(words(fence.device().parameters())).append(" --force\n");
      fence.host().ifPresent(host -> m.nodes().stream().filter(node -> !node.equals(host)).forEach(node ->
          text.append("pcs constraint location ").append(fence.device().id()).append(" avoids ").append(word(node)).append('\n')));
    }
    return text.toString();
  }

  /** What {@code crm configure load update FILE} reads. */
  public static String crmsh(Migration m) {
    StringBuilder text = new StringBuilder("# crm configure load update FILE\n");
    m.kept().forEach(line -> text.append("# not mapped: ").append(line).append('\n'));
    for (Migration.Group group : m.groups()) {
      group.members().forEach(p -> primitive(p, text));
      text.append("group ").append(group.id());
      group.members().forEach(p -> text.append(' ').append(p.id()));
      text.append("\nlocation ").append(group.id()).append("-prefers ").append(group.id()).append(' ').append(Migration.PREFERENCE)
          .append(": ").append(group.node()).append('\n');
    }
    for (Migration.Fence fence : m.fencing()) {
      primitive(fence.device(), text);
      fence.host().ifPresent(host -> m.nodes().stream().filter(node -> !node.equals(host)).forEach(node ->
          text.append("location ").append(fence.device().id()).append("-not-").append(node).append(' ')
              .append(fence.device().id()).append(" -inf: ").append(node).append('\n')));
    }
    text.append("property cib-bootstrap-options: no-quorum-policy=ignore stonith-enabled=").append(!m.fencing().isEmpty())
        .append(" symmetric-cluster=true\n");
    text.append("rsc_defaults rsc-options: resource-stickiness=").append(m.stickiness()).append('\n');
    return text.toString();
  }

  private static void primitive(Primitive p, StringBuilder text) {
    text.append("primitive ").append(p.id()).append(' ').append(p.agent());
    if (!p.parameters().isEmpty()) {
      text.append(" params");
      p.parameters().forEach((name, value) -> text.append(' ').append(name).append("=\"").append(value.replace("\"", "\\\"")).append('"'));
    }
    text.append('\n');
  }

  private static String words(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach((name, value) -> text.append(' ').append(word(name + "=" + value)));
    return text.toString();
  }

  /** One word of a shell. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
