package org.linuxha.heartbeat.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.Medium;

/** What heartbeat.json says of links, for people: their names, and what is done to their packets on purpose. */
final class LinkTitles {
  static final LinkTitles NONE = new LinkTitles(LinkSections.NONE, List.of(), "");

  private final Map<String, String> names;
  private final Map<String, LinkSections.Plan> plans = new HashMap<>();

  /** @param media in order of the configuration, which numbers them from 1 */
  LinkTitles(LinkSections sections, List<Medium> media, String node) {
    names = sections.names(media);
    for (int i = 0; i < media.size(); i++) {
      plans.put(Integer.toString(i + 1), sections.plan(media.get(i), media, node));
    }
  }

  /** What people call that link; the name of ha.cf if they call it nothing else. */
  String name(String link) {
    return names.getOrDefault(link, link);
  }

  boolean hasName(String link) {
    return names.containsKey(link);
  }

  /** For a sentence: {@code blue (eth0)}, or {@code eth0} alone. */
  String title(String link) {
    return LinkSections.title(name(link), link);
  }

  /** What heartbeat.json says of the medium of that number. */
  LinkSections.Plan plan(String mediumId) {
    return plans.getOrDefault(mediumId, LinkSections.Plan.NONE);
  }
}
