package org.linuxha.heartbeat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which media a key of heartbeat.json is for, and which of several keys counts. */
class LinkSectionsTest {
  private static final Medium BCAST = new Medium.Bcast("eth0", 694);
  private static final Medium MCAST = new Medium.Mcast("eth0", "239.0.0.43", 694, 1, false);
  private static final Medium UCAST = new Medium.Ucast("eth1", "10.0.0.2", 694);
  private static final List<Medium> MEDIA = List.of(BCAST, MCAST, UCAST, new Medium.Ucast6("eth2", "fd00::2", 694),
      new Medium.Mcast6("eth2", "ff02::694", 694, 1, true), new Medium.Serial("/dev/ttyS0", 19200), new Medium.Ping("ping", "10.0.0.254", List.of("10.0.0.254")));

  private static List<String> of(String key) {
    return MEDIA.stream().filter(new MediumKey(key)::isFor).map(medium -> MediumKey.of(medium).text()).toList();
  }

  @Test
  void aKeyIsTheBeginningOfALine() {
    assertThat(of("mcast eth0")).isEqualTo(of("mcast eth0 239.0.0.43")).isEqualTo(of("mcast eth0 239.0.0.43 694 1 0")).containsExactly("mcast eth0 239.0.0.43 694 1 0");
    assertThat(of("udp eth0")).as("another word for bcast").containsExactly("bcast eth0");
    assertThat(of("ucast eth1 10.0.0.2")).containsExactly("ucast eth1 10.0.0.2");
    assertThat(of("mcast6 eth2")).containsExactly("mcast6 eth2 ff02::694 694 1 1");
    assertThat(of("ucast6 eth2")).hasSize(1);
    assertThat(of("serial /dev/ttyS0")).containsExactly("serial /dev/ttyS0");
    assertThat(of("ping 10.0.0.254")).containsExactly("ping 10.0.0.254");
    for (String none : List.of("mcast eth", "mcast eth0 239.0.0.4", "mcast eth0 239.0.0.43 694 1 0 x", "ucast eth1 10.0.0.3", "ucast eth0")) {
      assertThat(of(none)).as(none).isEmpty();
    }
  }

  @Test
  void theLongestKeyCountsAloneAndMediaOfOneDeviceHaveOneName() {
    Map<MediumKey, LinkSettings> links = new LinkedHashMap<>();
    links.put(new MediumKey("mcast eth0 239.0.0.43"), new LinkSettings("", Map.of("alice", "10.0.0.1")));
    links.put(new MediumKey("mcast eth0"), new LinkSettings("blue", Map.of("alice", "10.0.0.9")));
    links.put(new MediumKey("bcast eth0"), new LinkSettings("red", Map.of()));
    LinkFault fault = new LinkFault(20, 0, false, LinkFault.Direction.IN, Set.of("bob"));
    LinkSections sections = new LinkSections(links, Map.of(new MediumKey("mcast eth0"), fault));
    assertThat(sections.plan(MCAST, MEDIA, "alice")).as("its own entry has no name, its link has one")
        .isEqualTo(new LinkSections.Plan("red", Optional.of("10.0.0.1"), LinkFault.NONE));
    assertThat(sections.plan(MCAST, MEDIA, "bob")).isEqualTo(new LinkSections.Plan("red", Optional.empty(), fault));
    assertThat(sections.plan(UCAST, MEDIA, "alice")).as("what is not named is as ever").isEqualTo(LinkSections.Plan.NONE);
    assertThat(sections.names(MEDIA)).isEqualTo(Map.of("eth0", "red"));
  }

  @Test
  void aFaultSaysWhatItDoes() {
    assertThat(new LinkFault(20, 300, false, LinkFault.Direction.IN, Set.of()).sentence()).isEqualTo("20 % of what comes is lost, the rest is 300 ms late");
    assertThat(new LinkFault(0, 300, false, LinkFault.Direction.OUT, Set.of()).sentence()).isEqualTo("what goes is 300 ms late");
    assertThat(new LinkFault(0, 300, true, LinkFault.Direction.BOTH, Set.of()).sentence()).isEqualTo("all of what comes and goes is lost");
    assertThat(LinkFault.NONE.isNone()).isTrue();
  }
}
