package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * client-api.md 10, wire.md 10: who is in the configuration of a mixed cluster. Debian's hb_ scripts and ours act on our
 * node and on C's, nodes join ours by autojoin, and what our hostcache and delhostcache say holds over its restart.
 */
@Interop
class AdministrationIT {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final String DEBIAN = "/usr/share/heartbeat/";
  private static final String OURS = OurDaemon.home() + "/bin/";

  @Test
  void everyScriptActsOnAllNodes(Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(Kind.OURS, Kind.C));
    cluster.startAll().awaitAllActive();
    acts(hosts, "north", DEBIAN, 51);
    acts(hosts, "north", OURS, 52);
    acts(hosts, "south", OURS, 53);
    theSocketsAreGuardedAsThoseOfC(hosts);
  }

  /** Scripts from there, called on that host; the number keeps the calls apart. */
  private static void acts(Hosts hosts, String host, String scripts, int number) {
    Host here = hosts.get(host);
    String ghost = "ghost" + number;
    here.sh(scripts + "hb_setweight south " + number).orFail();
    here.sh(scripts + "hb_setsite north site-" + number).orFail();
    everywhere(hosts, "nodeweight south", Integer.toString(number));
    everywhere(hosts, "nodesite north", "site-" + number);
    here.sh(scripts + "hb_addnode " + ghost + "a " + ghost + "b").orFail();
    everywhere(hosts, "nodestatus " + ghost + "a", "dead");
    everywhere(hosts, "nodestatus " + ghost + "b", "dead");
    everywhere(hosts, "nodeweight " + ghost + "a", "100");
    // one alone is refused, for the other is dead too
    here.sh(scripts + "hb_delnode " + ghost + "a").orFail();
    hosts.await("the refusal of one on " + here, LIMIT, () -> here.log().contains("deletion failed. We don't have all required nodes"));
    everywhere(hosts, "nodetype " + ghost + "a", "normal");
    here.sh(scripts + "hb_delnode " + ghost + "a " + ghost + "b").orFail();
    everywhere(hosts, "listnodes | sort | tr '\\n' ' '", "north south ");
  }

  private static void everywhere(Hosts hosts, String words, String answer) {
    for (Host host : hosts.all()) {
      hosts.await("cl_status " + words + " on " + host + " says " + answer, LIMIT,
          () -> host.sh("cl_status " + words).out().replaceFirst("\n$", "").equals(answer));
    }
  }

  /** client-api.md 1.1, 11: modes and owners, and who is outside haclient. */
  private static void theSocketsAreGuardedAsThoseOfC(Hosts hosts) {
    String look = "cd /run/heartbeat && stat -c '%a %U:%G %F %n' . register ccm ccm/ccm";
    String theirs = hosts.get("south").sh(look).orFail().out();
    assertThat(theirs).contains("777 root:root socket register\n").contains("750 hacluster:haclient directory ccm\n");
    assertThat(hosts.get("north").sh(look).orFail().out()).isEqualTo(theirs);

    Host north = hosts.get("north");
    String nobody = "setpriv --reuid nobody --regid %s --clear-groups %s hbstatus";
    assertThat(north.sh(nobody.formatted("haclient", OURS + "cl_status")).out()).isEqualTo("Heartbeat is running on this machine.\n");
    Command.Result outside = north.sh(nobody.formatted("nogroup", OURS + "cl_status"));
    assertThat(outside.exit()).isEqualTo(13);
    assertThat(outside.out()).isEmpty();
    assertThat(outside.err()).contains("permission denied: only root and programs whose group is haclient may ask");
  }

  @Test
  void whoJoinsIsRememberedAndWhoIsDeletedToo(Hosts hosts) {
    Setup setup = Setup.plain().with("autojoin any");
    Host north = hosts.get("north");
    Host south = hosts.get("south");
    MixedCluster cluster = new MixedCluster(hosts, List.of(north), setup);
    setup.writeTo(south, List.of(north));
    cluster.install("north", Kind.OURS);
    cluster.install("south", Kind.C);
    cluster.startAll().awaitAllActive();
    everywhere(hosts, "listnodes | sort | tr '\\n' ' '", "north south ");

    south.sh(DEBIAN + "hb_setweight south 7").orFail();
    everywhere(hosts, "nodeweight south", "7");
    for (Host host : hosts.all()) {
      hosts.await("hostcache of " + host + " has both", LIMIT, () -> identities(host).size() == 2 && identities(north).equals(identities(south)),
          () -> text(host, "hostcache"));
      assertThat(nodes(host, "delhostcache")).isEmpty();
    }
    assertThat(identities(north)).as("with the same uuids").isEqualTo(identities(south));
    hosts.await("our hostcache has the weight", LIMIT, () -> nodes(north, "hostcache").equals(List.of("north 100", "south 7")));

    cluster.daemon("south").stop();
    cluster.awaitDead(cluster.daemon("north"), "south");
    cluster.daemon("north").stop();
    cluster.daemon("north").start();
    hosts.await("a node that only hostcache names is missed", LIMIT, () -> north.sh("cl_status nodestatus south").out().equals("dead\n"));
    assertThat(north.sh("cl_status nodeweight south").out()).isEqualTo("7\n");

    hosts.await("it is active itself", LIMIT, () -> north.sh("cl_status nodestatus north").out().equals("active\n"));
    north.sh(DEBIAN + "hb_delnode south").orFail();
    hosts.await("it is no longer listed", LIMIT, () -> north.sh("cl_status listnodes").out().equals("north\n"));
    hosts.await("and remembered as deleted", LIMIT, () -> nodes(north, "hostcache").equals(List.of("north 100"))
        && text(north, "delhostcache").startsWith("south\t"), () -> text(north, "delhostcache"));

    cluster.daemon("south").start();
    cluster.awaitAllActive();
    hosts.await("who comes again is not deleted any more", LIMIT,
        () -> nodes(north, "delhostcache").isEmpty() && text(north, "hostcache").contains("south\t"));
    cluster.assertNoComplaints();
  }

  @Test
  void withoutAutojoinAStrangerWaitsUntilItIsAdded(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().with("autojoin none");
    Host north = hosts.get("north");
    MixedCluster cluster = new MixedCluster(hosts, List.of(north), setup);
    setup.writeTo(hosts.get("south"), hosts.all());
    cluster.install("north", Kind.OURS);
    cluster.install("south", Kind.C);
    cluster.daemon("north").start();
    hosts.await("the member is active", LIMIT, () -> north.sh("cl_status nodestatus north").out().equals("active\n"));
    cluster.daemon("south").start();
    hosts.await("the stranger is heard and refused", LIMIT, () -> north.log().contains("bad node [south] in message"));
    assertThat(north.sh("cl_status listnodes").out()).isEqualTo("north\n");
    north.sh(DEBIAN + "hb_addnode south").orFail();
    cluster.awaitAllActive();
    everywhere(hosts, "listnodes | sort | tr '\\n' ' '", "north south ");
  }

  /** wire.md 10.1: who is listed itself takes in whom it hears; the member that is asked to delete and to remember is ours or C's. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void autojoinOtherTakesInWhomItHearsAndNeedsItsOwnName(Kind asked, Hosts hosts) {
    Setup setup = Setup.plain().with("autojoin other");
    MixedCluster cluster = new MixedCluster(hosts, setup);
    cluster.install("north", asked);
    cluster.install("south", asked == Kind.OURS ? Kind.C : Kind.OURS);
    for (Host host : hosts.all()) {
      setup.writeTo(host, hosts.all().stream().filter(other -> other != host).toList());
      cluster.daemon(host.name()).start();
      hosts.await(host + " is not in its own list", LIMIT,
          () -> (host.log() + host.startOutput()).contains("Current node [" + host + "] not in configuration"));
      hosts.await("it does not start", LIMIT, () -> !cluster.daemon(host.name()).running());
      setup.writeTo(host, List.of(host));
    }
    cluster.startAll().awaitAllActive();
    everywhere(hosts, "listnodes | sort | tr '\\n' ' '", "north south ");
    Host north = hosts.get("north");
    Host south = hosts.get("south");
    hosts.await("both remember both, with the same uuids", LIMIT,
        () -> identities(north).size() == 2 && identities(north).equals(identities(south)));
    south.sh(DEBIAN + "hb_setweight south 7").orFail();
    everywhere(hosts, "nodeweight south", "7");
    // C's writer is a process that reads the old file first, and may write what it read: among C nodes too
    Host ours = asked == Kind.OURS ? north : south;
    hosts.await("ours remembers the weight", LIMIT, () -> nodes(ours, "hostcache").equals(List.of("north 100", "south 7")));

    cluster.daemon("south").stop();
    cluster.awaitDead(cluster.daemon("north"), "south");
    north.sh(DEBIAN + "hb_delnode south").orFail();
    hosts.await("it is deleted and remembered as that", LIMIT, () -> north.sh("cl_status listnodes").out().equals("north\n")
        && (asked == Kind.C || nodes(north, "hostcache").equals(List.of("north 100"))) && text(north, "delhostcache").startsWith("south\t"));
    cluster.daemon("south").start();
    cluster.awaitAllActive();
    everywhere(hosts, "listnodes | sort | tr '\\n' ' '", "north south ");
    hosts.await("ours does not remember it as deleted", LIMIT, () -> nodes(ours, "delhostcache").isEmpty() && identities(ours).size() == 2);
  }

  /** Name and uuid of each line of hostcache, sorted. */
  private static List<String> identities(Host host) {
    return text(host, "hostcache").lines().map(line -> line.split("\t")).map(columns -> columns[0] + " " + columns[1]).sorted().toList();
  }

  /** Name and weight of each line, sorted. */
  private static List<String> nodes(Host host, String file) {
    return text(host, file).lines().map(line -> line.split("\t")).map(columns -> columns[0] + " " + columns[2]).sorted().toList();
  }

  private static String text(Host host, String file) {
    return Command.text(host.stateFile(file));
  }
}
