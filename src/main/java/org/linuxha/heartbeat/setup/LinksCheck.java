package org.linuxha.heartbeat.setup;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LinkSettings;
import org.linuxha.heartbeat.config.LoopbackLabel;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.notation.OwnSections;
import org.linuxha.heartbeat.notation.SchemaCheck;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What the sections {@code links} and {@code faults} mean for the media and nodes that there are, and for this machine. */
final class LinksCheck {
  private final LinkSections sections;
  private final Configuration configuration;
  private final ClusterConfig cluster;
  private final SchemaCheck.Places places;
  private final List<Problem> problems;

  LinksCheck(LinkSections sections, Configuration configuration, SchemaCheck.Places places, List<Problem> problems) {
    this.sections = sections;
    this.configuration = configuration;
    this.cluster = configuration.cluster();
    this.places = places;
    this.problems = problems;
  }

  void run() {
    sections.links().forEach((key, link) -> {
      known("links", key);
      link.bind().keySet().stream().sorted().forEach(node -> known(node, OwnSections.pointer("links", key.text(), "bind", node)));
    });
    sections.faults().forEach((key, fault) -> {
      known("faults", key);
      fault.nodes().stream().sorted().forEach(node -> known(node, OwnSections.pointer("faults", key.text(), "nodes")));
    });
    names();
    cluster.media().forEach(this::address);
    Set<MediumKey> said = new HashSet<>();
    cluster.media().forEach(medium -> fault(medium, said));
  }

  private void say(Code code, String pointer, String text) {
    problems.add(new Problem(code, places.of(pointer), text));
  }

  private void known(String section, MediumKey key) {
    if (cluster.media().stream().noneMatch(key::isFor)) {
      say(Code.LINK_UNKNOWN, OwnSections.pointer(section, key.text()), "There is no medium '" + key.text() + "', but: "
          + cluster.media().stream().map(medium -> MediumKey.of(medium).text()).distinct().collect(Collectors.joining(", ")) + ".");
    }
  }

  /** Where others may join, nobody knows their names beforehand. */
  private void known(String node, String pointer) {
    if (cluster.autojoin() == ClusterConfig.Autojoin.NONE && !cluster.nodes().contains(node)) {
      say(Code.LINK_UNKNOWN, pointer, "There is no node '" + node + "', but: " + String.join(", ", cluster.nodes()) + ".");
    }
  }

  private void names() {
    Map<String, String> names = sections.names(cluster.media());
    Map<String, String> linkOf = new HashMap<>();
    Set<MediumKey> said = new HashSet<>();
    for (Medium medium : cluster.media()) {
      Optional<Map.Entry<MediumKey, LinkSettings>> entry = LinkSections.best(sections.links(), medium).filter(best -> !best.getValue().name().isEmpty());
      if (entry.isEmpty() || said.contains(entry.get().getKey())) {
        continue;
      }
      MediumKey key = entry.get().getKey();
      String pointer = OwnSections.pointer("links", key.text(), "name");
      String name = entry.get().getValue().name();
      String link = linkOf.putIfAbsent(name, medium.linkName());
      if (!names.get(medium.linkName()).equals(name)) {
        said.add(key);
        say(Code.LINK_NAME_TWICE, pointer, "Link " + medium.linkName() + " is called " + names.get(medium.linkName()) + " already, by another of its media.");
      } else if (link != null && !link.equals(medium.linkName())) {
        said.add(key);
        say(Code.LINK_NAME_TWICE, pointer, "Links " + link + " and " + medium.linkName() + " are both called " + name + ".");
      } else if (!name.equals(medium.linkName()) && cluster.media().stream().anyMatch(other -> other.linkName().equals(name))) {
        said.add(key);
        say(Code.LINK_NAME_TWICE, pointer, "Link " + medium.linkName() + " is called " + name + ", as another link is in ha.cf.");
      }
    }
  }

  /** A device that is missing, or has no address yet, is waited for; one that has others will hardly get this one. */
  private void address(Medium medium) {
    LinkSections.best(sections.links(), medium).ifPresent(entry -> {
      String wanted = entry.getValue().bind().get(configuration.ownNode());
      InetAddress address = wanted == null ? null : NetUtil.createInetAddressFromIpAddressString(wanted);
      List<InetAddress> there = address == null ? List.of() : addresses(medium.linkName(), address.getClass());
      if (!there.isEmpty() && there.stream().noneMatch(one -> sameBytes(one, address))) {
        say(Code.BIND_ADDRESS_MISSING, OwnSections.pointer("links", entry.getKey().text(), "bind", configuration.ownNode()),
            "Device " + LoopbackLabel.device(medium.linkName()) + " has not the address " + wanted + " but "
                + there.stream().map(one -> one.getHostAddress().replaceFirst("%.*", "")).collect(Collectors.joining(", ")) + ".");
      }
    });
  }

  private static boolean sameBytes(InetAddress one, InetAddress other) {
    return java.util.Arrays.equals(one.getAddress(), other.getAddress());
  }

  /** Of one family; none if there is no such device. */
  private static List<InetAddress> addresses(String link, Class<?> family) {
    List<InetAddress> found = new ArrayList<>();
    try {
      NetworkInterface exact = NetworkInterface.getByName(link);
      NetworkInterface device = exact != null ? exact : NetworkInterface.getByName(LoopbackLabel.device(link));
      if (device != null) {
        device.getInterfaceAddresses().stream().map(one -> one.getAddress()).filter(family::isInstance).forEach(found::add);
      }
    } catch (SocketException e) {
      return List.of(); // the link itself says so when it is opened
    }
    // the kernel's order
    Collections.reverse(found);
    return found;
  }

  private void fault(Medium medium, Set<MediumKey> said) {
    LinkFault fault = sections.fault(medium, configuration.ownNode());
    LinkSections.best(sections.faults(), medium).filter(entry -> !fault.isNone() && said.add(entry.getKey())).ifPresent(entry ->
        say(Code.FAULTS_SIMULATED, OwnSections.pointer("faults", entry.getKey().text()),
            "SIMULATED FAULTS on " + entry.getKey().text() + ": " + fault.sentence() + "."));
  }
}
