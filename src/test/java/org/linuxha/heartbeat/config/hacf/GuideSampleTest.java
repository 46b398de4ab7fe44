package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Configuration.Pacemaker;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.config.Timing;

/** The sample of the Linux-HA guide is accepted word for word. */
class GuideSampleTest {
  private static final String SAMPLE =
      """
      autojoin none
      mcast bond0 239.0.0.43 694 1 0
      bcast eth2
      warntime 5
      deadtime 15
      initdead 60
      keepalive 2
      node alice
      node bob
      pacemaker respawn
      """;

  private final HaCf read = Read.text(SAMPLE);
  private final Configuration config = read.configuration().orElseThrow();

  @Test
  void itsClusterIsWhatTheGuideSays() {
    ClusterConfig cluster = config.cluster();
    assertThat(cluster.nodes()).containsExactly("alice", "bob");
    assertThat(cluster.timing()).isEqualTo(new Timing(2000, 5000, 15_000, 60_000, 15_000));
    assertThat(cluster.media()).isEqualTo(List.of(
        new Medium.Mcast("bond0", "239.0.0.43", 694, 1, false), new Medium.Bcast("eth2", 694)));
    assertThat(cluster.autojoin()).isEqualTo(ClusterConfig.Autojoin.NONE);
    assertThat(cluster.resourceMode()).isFalse();
    assertThat(config.pacemaker().mode()).isEqualTo(Pacemaker.Mode.RESPAWN);
  }

  @Test
  void missingPacemakerProgramsAreToldButDoNotStopTheStart() {
    assertThat(read.errors()).isEmpty();
    assertThat(Read.findings(read)).isEqualTo("HB166@ha.cf:10");
    assertThat(read.problems().get(0).text())
        .contains("Failed to add pacemaker client child \"cib\", \"stonithd\"");
    assertThat(config.notYetActive()).extracting(NotYetActive::directive, NotYetActive::place)
        .containsExactly(tuple("pacemaker", "ha.cf:10"));
    assertThat(config.children()).containsExactly(
        new Configuration.Child("hacluster", "/usr/libexec/heartbeat/ccm", false));
  }
}
