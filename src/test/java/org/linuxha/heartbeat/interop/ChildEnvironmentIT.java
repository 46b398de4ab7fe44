package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** client-api.md 12.2: a program of a respawn line finds the same environment, name by name, under our daemon and under C's. */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class ChildEnvironmentIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String CHILD = "/usr/bin/sleep 4321";

  /** What their shells say of the directory they came from, and of the command that they run. */
  private static final Set<String> SHELLS = Set.of("OLDPWD", "_");

  static Stream<Setup> isTheSameUnderBoth() {
    return Stream.of(
        Setup.plain().withResources("").with("auto_failback off").with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG),
        Setup.plain().with("logfacility local3").with("env COLOUR=two").with("env WORDS=one=1").with("autojoin other")
            .with("hopfudge 2").with("use_logd off").with("crm off").with("compression bz2").with("baud 38400")
            .with("warntime 1500ms").with("deadping 3").with("realtime off").with("coredumps false").with("msgfmt netstring")
            .with("conn_logd_time 20").with("hbgenmethod time").with("log_badpack false").with("syslogmsgfmt false")
            .with("cluster mine").with("max_rexmit_delay 300").with("record_config_changes off")
            .with("record_pengine_inputs off").with("enable_config_writes off").with("memreserve 7000")
            .with("traditional_compression yes").with("compression_threshold 30"));
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource
  void isTheSameUnderBoth(Setup setup, Hosts hosts) throws Exception {
    new MixedCluster(hosts, setup.with("respawn hacluster " + CHILD)).installAll(List.of(Kind.OURS, Kind.C)).startAll()
        .awaitAllActive();
    assertThat(environment(hosts, "north")).contains("HA_CURHOST=NODE", "HA_keepalive=200ms").anyMatch(line -> line.startsWith("HA_debug="))
        .isEqualTo(environment(hosts, "south"));
  }

  /** In the child itself, not in the shells that become it. */
  private static Set<String> environment(Hosts hosts, String name) {
    Host host = hosts.get(name);
    String ask = "for p in /proc/[0-9]*; do [ \"$(tr '\\0' ' ' < $p/cmdline)\" = '" + CHILD + " ' ] && cat $p/environ; done; true";
    hosts.await("the child of " + name + " runs", LIMIT, () -> !host.sh(ask).out().isEmpty());
    return Stream.of(host.sh(ask).out().split("\0")).filter(line -> !SHELLS.contains(line.split("=", 2)[0]))
        .map(line -> line.replaceAll("\\b" + name + "\\b", "NODE"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
