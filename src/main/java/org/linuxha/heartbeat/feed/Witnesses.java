package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.NodeType;

/** What the other nodes and links say about a silence: whose fault it can be. */
final class Witnesses {
  private final ClusterModel model;
  private final String self;

  Witnesses(ClusterModel model, String self) {
    this.model = model;
    this.self = self;
  }

  /** The moment after which a packet says that the way it came on worked while the silence lasted: half of it. */
  private static long middleNanos(Evidence evidence, Moment moment) {
    return moment.nanos() - (evidence == null ? 0 : evidence.silentMillis() * 500_000);
  }

  private static boolean isHeard(NodeModel.LinkModel link, long sinceNanos) {
    return link.up && link.lastPacket != null && link.lastPacket.nanos() - sinceNanos >= 0;
  }

  private static boolean isHeard(NodeModel node, long sinceNanos) {
    return node.links.values().stream().anyMatch(link -> isHeard(link, sinceNanos));
  }

  private List<NodeModel> othersThan(String name) {
    return model.nodes().stream().filter(each -> !each.name.equals(self) && !each.name.equals(name)).toList();
  }

  /** About a node that was silent. */
  List<String> ofNode(String name, NodeType type, Evidence evidence, Moment moment) {
    List<String> said = new ArrayList<>();
    faults(said);
    long sinceNanos = middleNanos(evidence, moment);
    List<NodeModel> others = othersThan(name);
    List<NodeModel> heard = others.stream().filter(each -> isHeard(each, sinceNanos)).toList();
    List<NodeModel> silent = others.stream().filter(each -> !heard.contains(each)).toList();
    if (!heard.isEmpty()) {
      said.add("Meanwhile " + statuses(heard) + (heard.size() == 1 ? " was" : " were")
          + " heard as ever, so this node's own network works.");
      if (!silent.isEmpty()) {
        said.add("Silent too: " + statuses(silent) + ".");
      }
      said.add("Look at " + name + (type == NodeType.PING ? " and the way to it." : " itself: is the machine up, its"
          + " network, its heartbeat daemon?"));
    } else if (others.isEmpty()) {
      said.add("There is no other node to compare with: a failure of this node's own network would look the same. A ping"
          + " node (directive ping in ha.cf) would tell the two apart.");
    } else {
      said.add("Nobody else was heard meanwhile (" + statuses(silent) + "): it may be this node that is cut off. Look at"
          + " its own network first.");
    }
    return said;
  }

  private String title(String link) {
    return model.titles().title(link);
  }

  private static String statuses(List<NodeModel> nodes) {
    return nodes.stream().map(node -> node.name + " (" + node.status + ")").collect(Collectors.joining(", "));
  }

  private void faults(List<String> said) {
    model.media().stream()
        .filter(medium -> !medium.open)
        .forEach(medium -> said.add(
            "Our own medium " + medium.kind + " " + title(medium.link) + " does not work: " + medium.fault));
  }

  /** About one link of a node that was silent. */
  List<String> ofLink(String name, String linkName, Evidence evidence, Moment moment) {
    List<String> said = new ArrayList<>();
    faults(said);
    NodeModel node = model.node(name);
    if (node == null) {
      return said;
    }
    if (node.isDead()) {
      said.add("The node itself is dead, which explains its link.");
      return said;
    }
    long sinceNanos = middleNanos(evidence, moment);
    List<String> otherLinks =
        node.links.entrySet().stream()
            .filter(each -> !each.getKey().equals(linkName) && isHeard(each.getValue(), sinceNanos))
            .map(each -> title(each.getKey()))
            .toList();
    said.add(otherLinks.isEmpty()
        ? "It is heard on no other link: if this goes on, the node will be declared dead."
        : "Node " + name + " is still heard on " + String.join(", ", otherLinks)
            + ", so it lives and stays in the cluster; there is one way less to it.");
    said.add(whereToLook(name, linkName, sinceNanos));
    return said;
  }

  private String whereToLook(String name, String linkName, long sinceNanos) {
    List<NodeModel> others = othersThan(name).stream().filter(each -> each.links.containsKey(linkName)).toList();
    List<String> heard =
        others.stream()
            .filter(each -> isHeard(each.links.get(linkName), sinceNanos))
            .map(each -> each.name)
            .toList();
    if (!heard.isEmpty()) {
      return String.join(", ", heard) + " was heard on " + title(linkName)
          + " meanwhile, so our end works: look at interface, cable and firewall of " + name + ".";
    }
    return (others.isEmpty() ? "No other node could be heard on " : "Nobody else was heard on ") + title(linkName)
        + ": look at interface, cable, switch and firewall at both ends.";
  }
}
