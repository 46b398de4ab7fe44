package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** wire.md 7: a node is upgraded in place, and back, and stays the same node to its peers. */
@Interop
class ReplaceIT {

  enum How { STOPPED, KILLED }

  @ParameterizedTest
  @EnumSource
  void keepsItsIdentityThereAndBack(How how, Hosts hosts) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, C));
    cluster.startAll().awaitAllActive();
    Host south = hosts.get("south");
    byte[] uuid = Files.readAllBytes(south.stateFile("hb_uuid"));
    long generation = generation(south);

    for (Kind next : List.of(OURS, C, OURS)) {
      replace(cluster, how, next);
      assertThat(Files.readAllBytes(south.stateFile("hb_uuid"))).isEqualTo(uuid);
      assertThat(generation(south)).as("generation under " + next).isGreaterThan(generation);
      generation = generation(south);
    }

    String told = hosts.get("north").log();
    assertThat(told.lines().filter(l -> l.contains("Heartbeat restart on node south")).count())
        .as("restarts of south that north noticed").isEqualTo(3);
    assertThat(told).doesNotContain("changed its uuid").doesNotContain("replay attack");
  }

  private static void replace(MixedCluster cluster, How how, Kind next) {
    Daemon old = cluster.daemon("south");
    if (how == How.STOPPED) {
      old.stop();
    } else {
      old.kill9();
    }
    Daemon fresh = cluster.install("south", next);
    fresh.start();
    cluster.hosts().await(fresh + " runs and knows of both nodes", MixedCluster.FORM_LIMIT,
        () -> fresh.statusOf("north").equals("active") && fresh.statusOf("south").equals("active"));
    cluster.awaitStatus(cluster.daemon("north"), "south", "active", MixedCluster.FORM_LIMIT);
  }

  @Test
  void everyNodeOfThreeIsReplacedInTurnAndNobodyElseDies(Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, C));
    cluster.startAll().awaitAllActive();
    for (Host host : hosts.all()) {
      cluster.daemon(host.name()).stop();
      cluster.install(host.name(), OURS).start();
      cluster.awaitAllActive();
    }
    assertThat(cluster.all()).allMatch(d -> d.kind() == (Kind.STAND_IN ? C : OURS));
  }

  /** The number as C writes it: right-aligned decimal and a newline. */
  private static long generation(Host host) {
    String text = Command.text(host.stateFile("hb_generation"));
    assertThat(text).hasSize(16).endsWith("\n");
    return Long.parseLong(text.strip());
  }
}
