package org.linuxha.heartbeat.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sections {@code links} and {@code faults} of heartbeat.json. Of several keys that are for a medium the one with the most
 * words counts, and nothing of the others.
 */
public record LinkSections(Map<MediumKey, LinkSettings> links, Map<MediumKey, LinkFault> faults) {
  public static final LinkSections NONE = new LinkSections(Map.of(), Map.of());

  public LinkSections {
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
  }

  /**
   * What one medium has to do with them on one node.
   *
   * @param name what people call its link; empty if nothing but the name of ha.cf
   * @param bind the address its sockets are bound to; absent if the kernel chooses
   */
  public record Plan(String name, Optional<String> bind, LinkFault fault) {
    public static final Plan NONE = new Plan("", Optional.empty(), LinkFault.NONE);
  }

  /** @param media all, for those of one device are one link and have one name */
  public Plan plan(Medium medium, List<Medium> media, String node) {
    return new Plan(
        names(media).getOrDefault(medium.linkName(), ""), Optional.ofNullable(settings(medium).bind().get(node)), fault(medium, node));
  }

  public LinkSettings settings(Medium medium) {
    return best(links, medium).map(Map.Entry::getValue).orElse(LinkSettings.NONE);
  }

  /** {@link LinkFault#NONE} if that node is not concerned. */
  public LinkFault fault(Medium medium, String node) {
    return best(faults, medium).map(Map.Entry::getValue).filter(fault -> fault.isOn(node)).orElse(LinkFault.NONE);
  }

  /** What people call links, by the name of ha.cf: as the first of its media that has a name. */
  public Map<String, String> names(List<Medium> media) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Medium medium : media) {
      String name = settings(medium).name();
      if (!name.isEmpty()) {
        names.putIfAbsent(medium.linkName(), name);
      }
    }
    return names;
  }

  /** A link for a sentence: {@code blue (eth0)}, or {@code eth0} alone if people call it nothing else. */
  public static String title(String called, String link) {
    return called.equals(link) ? link : called + " (" + link + ")";
  }

  /** The entry that counts for that medium. */
  public static <V> Optional<Map.Entry<MediumKey, V>> best(Map<MediumKey, V> entries, Medium medium) {
    return entries.entrySet().stream().filter(entry -> entry.getKey().isFor(medium))
        .reduce((one, other) -> other.getKey().words().size() >= one.getKey().words().size() ? other : one);
  }
}
