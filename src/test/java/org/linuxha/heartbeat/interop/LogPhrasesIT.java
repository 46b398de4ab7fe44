package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * upstream-suites.md 3: the lines that Heartbeat's own suites and people's scripts look for. Both
 * daemons live through the same: whatever is demanded of ours the C daemon beside it wrote, too.
 */
@Interop
class LogPhrasesIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** Upstream-suites.md 3.2; ERROR and CRIT as levels, as the sanity check looks for them. */
  private static final Pattern BAD_NEWS =
      Pattern.compile("Shutting down\\.|Forcing shutdown\\.|Both machines own .* resources!"
          + "|No one owns .* resources!|, exiting\\.|ERROR|CRIT");

  private static final Pattern LINE =
      Pattern.compile("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d (north|south) heartbeat: \\[\\d+]: "
          + "(debug|info|WARN|ERROR|CRIT): \\S.*");

  private Hosts hosts;

  private static long count(String log, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return log.lines().filter(line -> wanted.matcher(line).find()).count();
  }

  private void says(Host host, String pattern, long times) {
    hosts.await(host + " says '" + pattern + "' " + times + " times", LIMIT,
        () -> count(host.log(), pattern) >= times);
    assertThat(count(host.log(), pattern)).as(pattern + " on " + host).isEqualTo(times);
  }

  @Test
  void everyPhraseThatTheSuitesLookForComesFromBothAndNoBadNews(Hosts hosts) {
    this.hosts = hosts;
    Setup setup = Setup.plain().withResources("").with("auto_failback off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.C, Kind.OURS));
    Host c = hosts.get("north");
    Host ours = hosts.get("south");
    cluster.daemon("south").start();
    says(ours, "WARN: node north: is dead", 1);
    cluster.startAll().awaitAllActive();
    for (Host host : hosts.all()) {
      says(host, acquired(host), 1);
      host.exec(LIMIT, cluster.daemon(host.name()).program(), "-r").orFail();
      says(host, "Signalling.* to reread config files", 1);
    }
    leaveAndReturn(cluster, ours, c, 0);
    leaveAndReturn(cluster, c, ours, 1);
    assertThat(ours.log().lines()).allMatch(line -> LINE.matcher(line).matches());
    if (!Kind.STAND_IN) {
      assertThat(ours.log().lines().filter(line -> BAD_NEWS.matcher(line).find())).isEmpty();
    }
    partition(hosts, c, ours);
  }

  private static String acquired(Host host) {
    return " (" + host + ") .* Initial resource acquisition complete";
  }

  private static String death(Host witness, Host of) {
    return witness + " heartbeat.*WARN: node (" + of + ").*: is dead";
  }

  /** In good order, then killed; each time it returns. */
  private void leaveAndReturn(MixedCluster cluster, Host host, Host other, int deathsBefore) {
    Daemon daemon = cluster.daemon(host.name());
    daemon.stop();
    says(host, " (" + host + ").*heartbeat.*Heartbeat shutdown complete", 1);
    says(other, death(other, host), deathsBefore + 1);
    daemon.start();
    cluster.awaitAllActive();
    says(host, acquired(host), 2);
    daemon.kill9();
    says(other, death(other, host), deathsBefore + 2);
    daemon.start();
    cluster.awaitAllActive();
    says(host, acquired(host), 3);
  }

  private void partition(Hosts hosts, Host c, Host ours) {
    long before = count(ours.log(), acquired(ours));
    hosts.setCable(ours, 0, false);
    says(c, death(c, ours), 3);
    says(ours, death(ours, c), 4);
    hosts.setCable(ours, 0, true);
    says(ours, "CRIT: Cluster node north returning after partition", 1);
    says(c, "CRIT: Cluster node south returning after partition", 1);
    says(ours, acquired(ours), before + 1);
  }
}
