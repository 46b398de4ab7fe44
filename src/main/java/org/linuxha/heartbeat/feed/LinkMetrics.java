package org.linuxha.heartbeat.feed;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.linuxha.heartbeat.cluster.HeardThere;
import org.linuxha.heartbeat.cluster.LinkQuality;
import org.linuxha.heartbeat.config.LinkFault;

/** The numbers of links, a node and a direction each, and of our media. */
final class LinkMetrics {
  private LinkMetrics() {}

  static void read(ClusterModel model, List<Metric> all) {
    links(model, all);
    media(model, all);
  }

  private static void links(ClusterModel model, List<Metric> all) {
    Metric up = Metric.gauge("heartbeat_link_up", "1 while a node is heard on a link");
    Metric hearsUs = Metric.gauge("heartbeat_link_hears_us",
        "1 if the node hears us on a link, 0 if not; absent where it is not known, as with most C nodes");
    Metric packets = Metric.counter("heartbeat_link_packets", "Packets of a node on a link");
    Metric duplicates = Metric.counter("heartbeat_link_duplicates", "Those that had come before, on another link or again");
    Metric lost = Metric.gauge("heartbeat_link_lost_packets", "Numbered packets of a node that never came on a link");
    Metric overtaken = Metric.counter("heartbeat_link_overtaken_packets", "Packets that came on a link after a later one");
    Metric late = Metric.counter("heartbeat_link_late", "Times between two packets on a link that were longer than warntime");
    Metric longest = Metric.gauge("heartbeat_link_longest_gap_seconds", "The longest time between two packets of a living link");
    Metric mean = Metric.gauge("heartbeat_link_mean_gap_seconds", "The mean time between two packets on a link");
    Metric deviation = Metric.gauge("heartbeat_link_gap_deviation_seconds", "The standard deviation of that time");
    for (NodeModel node : model.nodes()) {
      node.links.forEach((name, link) -> {
        String[] labels = named(model, name, "node", node.name, "link", name);
        LinkQuality quality = link.quality;
        up.add(link.up ? 1 : 0, labels);
        packets.add(link.packets, labels);
        duplicates.add(link.duplicates, labels);
        lost.add(quality.lost(), labels);
        overtaken.add(quality.overtaken(), labels);
        late.add(quality.late(), labels);
        longest.add(quality.longestGapMicros() / 1e6, labels);
        mean.add(quality.meanGapMicros() / 1e6, labels);
        deviation.add(quality.gapDeviationMicros() / 1e6, labels);
        if (quality.heardThere() != HeardThere.UNKNOWN) {
          hearsUs.add(quality.heardThere() == HeardThere.YES ? 1 : 0, labels);
        }
      });
    }
    all.addAll(List.of(up, hearsUs, packets, duplicates, lost, overtaken, late, longest, mean, deviation));
  }

  private static void media(ClusterModel model, List<Metric> all) {
    Metric open = Metric.gauge("heartbeat_medium_open", "1 while a medium of ours works");
    Metric sent = Metric.counter("heartbeat_medium_sent_packets", "Packets given to a medium");
    Metric failed = Metric.counter("heartbeat_medium_send_failures", "Packets that a medium's device refused, or that made room for newer ones");
    Metric rejected = Metric.counter("heartbeat_medium_rejected_packets", "Packets a medium dropped, by reason");
    Metric simulated = Metric.gauge("heartbeat_medium_simulated_fault", "1 while a medium loses or delays packets on purpose; absent else");
    Metric spoiled = Metric.counter("heartbeat_medium_simulated_losses",
        "Packets that a medium lost on purpose, in both directions; absent while there was none");
    for (MediumModel medium : model.media()) {
      String[] labels = named(model, medium.link, "medium", medium.id, "kind", medium.kind, "link", medium.link);
      open.add(medium.open ? 1 : 0, labels);
      sent.add(medium.sent, labels);
      failed.add(medium.sendFailures, labels);
      new TreeMap<>(medium.rejected).forEach((reason, count) ->
          rejected.add(count, named(model, medium.link, "medium", medium.id, "kind", medium.kind, "link", medium.link, "reason", reason)));
      LinkFault fault = model.titles().plan(medium.id).fault();
      if (!fault.isNone()) {
        simulated.add(1, labels);
      }
      if (medium.spoiled > 0) {
        spoiled.add(medium.spoiled, labels);
      }
    }
    all.addAll(List.of(open, sent, failed, rejected));
    Stream.of(simulated, spoiled).filter(metric -> !metric.samples.isEmpty()).forEach(all::add);
  }

  /** Those labels, and if people call the link otherwise than ha.cf does, what they call it: series without a name stay as they are. */
  private static String[] named(ClusterModel model, String link, String... labels) {
    if (!model.titles().hasName(link)) {
      return labels;
    }
    String[] more = Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = "name";
    more[labels.length + 1] = model.titles().name(link);
    return more;
  }
}
