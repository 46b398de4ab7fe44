package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** upstream-suites.md 4: reading again under a C peer, which must not lose sight of us. */
@Interop
class ReloadIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MESSAGES = 300;

  private static void reload(Daemon daemon) {
    daemon.host().exec(Duration.ofSeconds(30), daemon.program(), "-r", "-M").orFail();
  }

  private static String pid(Host host) {
    return Command.text(host.home().resolve("run/heartbeat.pid")).strip();
  }

  @Test
  void aChangedHaCfIsUsedByTheSameProcessAndNobodyCallsItDead(Hosts hosts) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    Daemon ours = cluster.daemon("south");
    Host south = hosts.get("south");
    String pid = pid(south);
    for (String change : List.of("bcast eth1", "deadtime 3")) {
      Setup changed = Setup.plain().withMedia("bcast eth0", "bcast eth1").with(change.startsWith("bcast") ? "hopfudge 1" : change);
      changed.writeTo(south, hosts.all());
      long lives = lives(south);
      reload(ours);
      hosts.await("the next life", LIMIT, () -> lives(south) > lives);
      cluster.awaitAllActive();
      assertThat(pid(south)).isEqualTo(pid);
    }
    assertThat(south.log())
        .contains("Heartbeat restart triggered.")
        .contains("Restarting heartbeat.")
        .contains("Performing heartbeat restart exec.")
        .contains("interface eth1");
    if (!Kind.STAND_IN) {
      assertThat(new JsonObject(((OurDaemon) ours).get("/api/v1/cluster")).getLong("pid")).hasToString(pid);
    }
    hosts.all().forEach(host -> assertThat(host.log()).as(host.name()).doesNotContain("is dead"));
    ours.stop();
    cluster.awaitDead(cluster.daemon("north"), "south");
  }

  private static long lives(Host host) {
    return host.log().lines().filter(line -> line.contains("Local status now set to: 'active'")).count();
  }

  @Test
  void aWrongHaCfChangesNothing(Hosts hosts) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    Host south = hosts.get("south");
    Setup.plain().with("nonsense yes").writeTo(south, hosts.all());
    assertThat(south.exec(Duration.ofSeconds(30), cluster.daemon("south").program(), "-r", "-M").exit()).isEqualTo(1);
    south.sh("kill -HUP " + pid(south)).orFail();
    hosts.await("the refusal", LIMIT, () -> south.log().contains("NOT restarted"));
    cluster.stays("south", "active", Duration.ofSeconds(4));
  }

  /** upstream-suites.md 5: how the suites make a partition, on either kind of daemon. */
  @Test
  void lossesForTestingCutANodeOffUntilTheirFileIsGone(Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    Host south = hosts.get("south");
    south.writeConfig("OnlyForTesting", "rw-r--r--", "xmitloss=1\nrcvloss=1\nallownodes=;\n");
    reload(cluster.daemon("south"));
    cluster.awaitDead(cluster.daemon("north"), "south");
    cluster.awaitDead(cluster.daemon("south"), "north");
    south.sh("rm /etc/ha.d/OnlyForTesting").orFail();
    reload(cluster.daemon("south"));
    cluster.awaitAllActive();
    assertThat(south.log())
        .contains("WARNING: Enabling Test Code").contains("Xmit loss probability = 1.000")
        .contains("Receive loss probability = 1.000").contains("Test Code Now disabled.")
        .contains("returning after partition");
    assertThat(hosts.get("north").log()).contains("returning after partition");
  }

  /** wire.md 2.4: each side signs with the key of its choice meanwhile; not one message is lost. */
  @Test
  void newKeysCountFromTheNextPacketAndNoMessageIsLost(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "counts on order");
    String both = "1 sha1 first-secret\n2 md5 second-secret\n";
    Setup setup = Setup.plain().withAuthkeys("auth 1\n" + both).with("apiauth " + Chatter.SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    Host south = hosts.get("south");
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); Chatter ours = Chatter.on(cluster.daemon("south"))) {
      for (int number = 1; number <= MESSAGES; number++) {
        ours.send(number);
        if (number == MESSAGES / 3 || number == MESSAGES * 2 / 3) {
          south.writeConfig("authkeys", "rw-------", (number == MESSAGES / 3 ? "auth 2\n" : "auth 1\n") + both);
          south.sh("touch -d '+" + number + " seconds' /etc/ha.d/authkeys").orFail();
          reload(cluster.daemon("south"));
        }
      }
      hosts.await("everything arrived", LIMIT, () -> theirs.from("south").size() >= MESSAGES);
      assertThat(theirs.from("south")).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, MESSAGES).boxed().toList());
    }
    assertThat(south.log()).contains("Rereading authentication file.").doesNotContain("restart exec");
    hosts.all().forEach(host -> assertThat(host.log()).as(host.name()).doesNotContain("is dead"));
  }
}
