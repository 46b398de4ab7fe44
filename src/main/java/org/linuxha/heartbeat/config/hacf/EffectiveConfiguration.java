package org.linuxha.heartbeat.config.hacf;

import java.util.Map;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Medium;

/**
 * What {@code heartbeat -v} prints before it starts (wire.md 13): every parameter in effect with
 * its description, then nodes and media, in the form of 3.0.6.
 */
public final class EffectiveConfiguration {
  private static final String RULE = "#---------------------------------------------------\n";

  private static final Map<String, String> CHANNELS =
      Map.of(
          "bcast", "UDP/IP broadcast heartbeat",
          "ucast", "UDP/IP unicast heartbeat",
          "ucast6", "UDP/IPv6 unicast heartbeat",
          "mcast", "UDP/IP multicast heartbeat",
          "mcast6", "UDP/IP multicast heartbeat",
          "serial", "serial ring heartbeat",
          "ping", "ping membership heartbeat",
          "ping6", "ping6 membership heartbeat",
          "ping_group", "ping group membership heartbeat");

  private EffectiveConfiguration() {}

  public static String text(Configuration configuration) {
    StringBuilder text = new StringBuilder();
    text.append("#\n#\tLinux-HA heartbeat configuration (on ")
        .append(configuration.ownNode()).append(")\n#\n\n").append(RULE);
    text.append("#\n#\tHA configuration and status\n#\n");
    for (Directive directive : Directives.parameters()) {
      configuration.parameter(directive.name()).ifPresent(value ->
          text.append(directive.name()).append('\t').append(value).append("\t#\t")
              .append(directive.description()).append('\n'));
    }
    text.append("#\n#\tHA Cluster nodes:\n#\n");
    for (String node : configuration.nodeOrder()) {
      text.append("node ").append(node).append("\t#\t current status: init\n");
    }
    text.append("#\n#\tCommunications media:\n");
    text.append(configuration.cluster().media().stream()
        .map(EffectiveConfiguration::medium).collect(Collectors.joining()));
    return text.append(RULE).toString();
  }

  private static String medium(Medium medium) {
    return "#\n# " + CHANNELS.get(medium.kind()) + " channel -------------\n"
        + medium.kind() + " " + medium.linkName() + "\n";
  }
}
