package org.linuxha.heartbeat.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Which media a setting is for, by the words of their lines in ha.cf: kind and device, and as much of the rest as tells
 * them from others. {@code mcast eth0} is every multicast medium of eth0, {@code mcast eth0 239.0.0.43 694 1 0} one.
 *
 * @param text as written
 */
public record MediumKey(String text) {
  private static final String ALIAS_OF_BCAST = "udp";

  /** Kind, device, and what else is written. */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
    if (words.get(0).equals(ALIAS_OF_BCAST)) {
      words.set(0, "bcast");
    }
    return words;
  }

  /** The kind of medium: {@code bcast} for {@code udp}. */
  public String kind() {
    return words().get(0);
  }

  public boolean isFor(Medium medium) {
    List<String> wanted = words();
    List<String> all = words(medium);
    return wanted.size() <= all.size() && all.subList(0, wanted.size()).equals(wanted);
  }

  /** The key that is for that medium alone, unless two lines are alike. */
  public static MediumKey of(Medium medium) {
    return new MediumKey(String.join(" ", words(medium)));
  }

  /** As a line of ha.cf; host names have become addresses. */
  private static List<String> words(Medium medium) {
    List<String> words = new ArrayList<>(List.of(medium.kind(), medium.linkName()));
    if (medium instanceof Medium.Ucast ucast) {
      words.add(ucast.address());
    } else if (medium instanceof Medium.Ucast6 ucast) {
      words.add(ucast.address());
    } else if (medium instanceof Medium.Mcast mcast) {
      words.addAll(List.of(mcast.group(), "" + mcast.port(), "" + mcast.ttl(), mcast.loop() ? "1" : "0"));
    } else if (medium instanceof Medium.Mcast6 mcast) {
      words.addAll(List.of(mcast.group(), "" + mcast.port(), "" + mcast.hops(), mcast.loop() ? "1" : "0"));
    }
    return words;
  }
}
