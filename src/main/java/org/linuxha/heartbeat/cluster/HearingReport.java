package org.linuxha.heartbeat.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node of our own kind adds to its capability text: on which links it hears whom. {@code hears=*} is
 * everybody on every link, {@code hears=bob@eth0,bob@eth1} these alone, {@code hears=?} too many to say. C
 * nodes ignore the field.
 *
 * @param capabilities the text without the report
 * @param heard names, as the reporter has them, of the links on which it hears the one asked about; empty if it does not say
 * @param everywhere it hears that one, and all others, on all its links
 */
record HearingReport(String capabilities, Optional<Set<String>> heard, boolean everywhere) {
  private static final String MARK = " hears=";
  private static final String ALL = "*";
  private static final String TOO_MANY = "?";
  /** Status messages go over serial lines too. */
  private static final int MAX_LENGTH = 400;

  /** Our own capability text with what we hear now; as it is if we have none. */
  static String text(String capabilities, Roster roster) {
    return capabilities.isEmpty() ? "" : capabilities + MARK + list(roster);
  }

  private static String list(Roster roster) {
    Stream<Peer> others = roster.normal().stream().filter(peer -> !roster.isSelf(peer));
    boolean[] all = {true};
    String text =
        others.flatMap(peer -> peer.links().stream().filter(link -> {
          all[0] &= link.isUp();
          return link.isUp();
        }).map(link -> peer.name() + "@" + link.name)).collect(Collectors.joining(","));
    return all[0] ? ALL : text.length() > MAX_LENGTH ? TOO_MANY : text;
  }

  /** What another node's text says of the node {@code about}. */
  static HearingReport parse(String text, String about) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      return new HearingReport(text, Optional.empty(), false);
    }
    String capabilities = text.substring(0, mark);
    String list = text.substring(mark + MARK.length());
    if (list.equals(ALL)) {
      return new HearingReport(capabilities, Optional.of(Set.of()), true);
    }
    if (list.equals(TOO_MANY)) {
      return new HearingReport(capabilities, Optional.empty(), false);
    }
    Set<String> heard =
        Stream.of(list.split(","))
            .filter(each -> each.startsWith(about + "@"))
            .map(each -> each.substring(about.length() + 1))
            .collect(Collectors.toUnmodifiableSet());
    return new HearingReport(capabilities, Optional.of(heard), false);
  }

  /** Of a link that we call so. Names of serial lines may differ between nodes, those of networks too. */
  HeardThere on(String link, Set<String> ours) {
    if (heard.isEmpty()) {
      return HeardThere.UNKNOWN;
    }
    if (everywhere || heard.get().contains(link)) {
      return HeardThere.YES;
    }
    return ours.containsAll(heard.get()) ? HeardThere.NO : HeardThere.UNKNOWN;
  }
}
