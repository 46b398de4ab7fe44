package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.config.ApiAuthorization;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.config.SyslogFacility;
import org.linuxha.heartbeat.config.Timing;

/** What the values of ha.cf become. */
class ConfigurationTest {

  @Test
  void theDefaultsAreThoseOfTheSpecification() {
    Configuration config = Read.text("node alice\nbcast eth0\n").configuration().orElseThrow();
    assertThat(config.cluster()).isEqualTo(new ClusterConfig("linux-ha", List.of("alice"),
        List.of(new Medium.Bcast("eth0", 694)), new Timing(1000, 15_000, 30_000, 30_000, 30_000),
        ClusterConfig.Autojoin.NONE, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, true, ClusterConfig.AutoFailback.LEGACY));
    assertThat(config.uuidFrom()).isEqualTo(Configuration.UuidFrom.FILE);
    assertThat(config.generationMethod()).isEqualTo(Configuration.GenerationMethod.FILE);
    assertThat(config.logging().useLogd()).isTrue();
    assertThat(config.logging().logBadPackets()).isTrue();
    assertThat(config.logging().debugLevel()).isEmpty();
    assertThat(config.host().realtime()).isTrue();
    assertThat(config.host().reserveKib()).isEqualTo(6500);
    assertThat(config.notYetActive()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 12000", "5.999, 12000", "6, 12000", "8, 16000", "10, 20000", "10.001, 10001",
      "30, 30000"})
  void initdeadFollowsDeadtime(String deadtime, long initdead) {
    Timing timing = Read.good("deadtime " + deadtime).cluster().timing();
    assertThat(timing.initdead()).isEqualTo(initdead);
    assertThat(timing.warntime()).isEqualTo(timing.deadtime() / 2);
    assertThat(timing.deadping()).isEqualTo(timing.deadtime());
  }

  @ParameterizedTest
  @CsvSource({"2, 2000", "0.5, 500", ".5, 500", "500ms, 500", "500MSec, 500", "1500us, 2",
      "0.0005, 1", "1.4999ms, 1", "1.2.3, 1200", "500msx, 500"})
  void timesAreSecondsUnlessTheyHaveAUnit(String text, long millis) {
    assertThat(Read.good("keepalive " + text).cluster().timing().keepalive()).isEqualTo(millis);
  }

  @Test
  void mediaStandInOrderWithTheirPorts() {
    Configuration config = Read.text("""
        node alice
        bcast eth0
        udpport 1694
        baud 38400
        bcast eth2,bond0
        ucast eth0 bob.example.com
        ucast6 eth0 fe80::2%eth0
        mcast eth2 239.0.0.43 695 3 1
        mcast6 eth2 ff02::694 696 2 0
        serial /dev/ttyS0
        ping 10.9.0.9
        ping_group router 10.9.0.1 nohost.invalid 10.9.0.3
        node Bob
        """).configuration().orElseThrow();
    assertThat(config.cluster().media()).containsExactly(
        new Medium.Bcast("eth0", 694),
        new Medium.Bcast("eth2", 1694),
        new Medium.Bcast("bond0", 1694),
        new Medium.Ucast("eth0", "10.9.0.2", 1694),
        new Medium.Ucast6("eth0", "fe80::2", 1694),
        new Medium.Mcast("eth2", "239.0.0.43", 695, 3, true),
        new Medium.Mcast6("eth2", "ff02::694", 696, 2, false),
        new Medium.Serial("/dev/ttyS0", 38400),
        new Medium.Ping("ping", "10.9.0.9", List.of("10.9.0.9")),
        new Medium.Ping("ping_group", "router", List.of("10.9.0.1", "10.9.0.3")));
    assertThat(config.cluster().nodes()).containsExactly("alice", "bob");
    assertThat(config.nodeOrder()).containsExactly("alice", "10.9.0.9", "router", "bob");
  }

  @Test
  void thePortIsThatOfTheServiceUnlessUdpportStandsBeforeTheMedium() {
    FakeHost host = new FakeHost();
    host.haClusterPort = OptionalInt.of(6940);
    HaCf read = HaCfParser.parse(new HaCfParser.Input("ha.cf",
        "node alice\nbcast eth0\nudpport 1694\nbcast eth2\n", "alice", false), host);
    assertThat(read.configuration().orElseThrow().cluster().media()).containsExactly(
        new Medium.Bcast("eth0", 6940), new Medium.Bcast("eth2", 1694));
    assertThat(read.problems().toString()).contains("does not affect bcast eth0");
  }

  @Test
  void noResourceManagementIsAlsoWithoutPacemaker() {
    HaCf read = HaCfParser.parse(new HaCfParser.Input("ha.cf",
        "bcast eth0\nautojoin any\n", "Alice", true), new FakeHost());
    Configuration config = read.configuration().orElseThrow();
    assertThat(config.cluster().resourceMode()).isFalse();
    assertThat(config.ownNode()).isEqualTo("alice");
    assertThat(config.cluster().nodes()).containsExactly("alice");
  }

  @Test
  void clientsAreAuthorisedByDefaultAndAConfiguredEntryReplacesItsDefault() {
    Map<String, ApiAuthorization> table =
        Read.good("apiauth ccm uid=root,12 gid=haclient\napiauth default gid=root")
            .apiAuthorizations();
    assertThat(table).containsExactlyInAnyOrderEntriesOf(Map.of(
        "ccm", new ApiAuthorization(List.of("root", "12"), List.of("haclient")),
        "default", new ApiAuthorization(List.of(), List.of("root")),
        "ipfail", new ApiAuthorization(List.of("hacluster"), List.of()),
        "ping", new ApiAuthorization(List.of(), List.of("haclient")),
        "lha-snmpagent", new ApiAuthorization(List.of("root"), List.of()),
        "anon", new ApiAuthorization(List.of("root"), List.of("haclient"))));
    assertThat(Read.good("pacemaker ccm-only").apiAuthorizations())
        .containsKeys("cib", "crmd", "attrd", "stonithd", "stonith-ng", "pingd");
  }

  @Test
  void childrenKeepTheirArgumentsAndOrder() {
    assertThat(Read.good("pacemaker ccm-only\nrespawn root  /bin/true  -x  y\n"
        + "failfast hacluster /bin/true").children()).containsExactly(
            new Child("hacluster", "/usr/libexec/heartbeat/ccm", false),
            new Child("root", "/bin/true  -x  y", false),
            new Child("hacluster", "/bin/true", true));
    assertThat(Read.good("env quorum=majority:twonodes A=1,B=").childEnvironment())
        .isEqualTo(Map.of("quorum", "majority:twonodes", "A", "1", "B", ""));
  }

  @Test
  void loggingIsReadWithItsRule() {
    Configuration.Logging logging =
        Read.good("logfacility local3\nlogfile /l\ndebugfile /d\ndebug 3\nlog_badpack off")
            .logging();
    assertThat(logging.facility()).hasValue(SyslogFacility.LOCAL3);
    assertThat(SyslogFacility.LOCAL3.code()).isEqualTo(152);
    assertThat(logging.logfile()).hasValue("/l");
    assertThat(logging.debugfile()).hasValue("/d");
    assertThat(logging.debugLevel()).hasValue(3);
    assertThat(logging.logBadPackets()).isFalse();
    assertThat(logging.useLogd()).isFalse();
  }

  @Test
  void parametersAreTheTextOfTheFileAndTheDefaults() {
    Configuration config = Read.good("keepalive 1.50\ndeadtime 20 10\ncrm off\nhopfudge 2x");
    assertThat(config.parameter("keepalive")).hasValue("1.50");
    assertThat(config.parameter("deadtime")).hasValue("10");
    assertThat(config.parameter("warntime")).hasValue("5000ms");
    assertThat(config.parameter("initdead")).hasValue("20000ms");
    assertThat(config.parameter("pacemaker")).hasValue("off");
    assertThat(config.parameter("hopfudge")).hasValue("2x");
    for (String unset : List.of("node", "respawn", "apiauth", "stonith", "watchdog", "rtprio",
        "normalpoll", "coreroot", "quorum_server", "nosuch")) {
      assertThat(config.parameter(unset)).isEmpty();
    }
  }

  /** Seen of a C daemon, in getparm and in the environment of its children. */
  @Test
  void filesThatAreNotNamedBesideAFacilityAreNowhere() {
    Configuration both = Read.good("logfacility local3");
    assertThat(both.parameter("logfile")).hasValue("/dev/null");
    assertThat(both.parameter("debugfile")).hasValue("/dev/null");
    assertThat(both.parameter("use_logd")).isEmpty();
    assertThat(both.logging().logfile()).as("nothing is written there").isEmpty();
    Configuration one = Read.good("logfacility local3\nlogfile /l");
    assertThat(one.parameter("logfile")).hasValue("/l");
    assertThat(one.parameter("debugfile")).hasValue("/dev/null");
    for (String none : List.of("", "logfacility none", "logfacility kern")) {
      assertThat(Read.good(none).parameter("logfile")).isEmpty();
      assertThat(Read.good(none).parameter("debugfile")).isEmpty();
      assertThat(Read.good(none).parameter("use_logd")).hasValue("yes");
    }
  }

  @Test
  void whatIsNotYetActiveIsNamedOnceWithItsFirstLine() {
    assertThat(Read.good("stonith_host * null a\nstonith_host * null b\nuse_apphbd off\nquorum_server arbiter\n"
        + "compression bz2").notYetActive())
        .extracting(NotYetActive::directive, NotYetActive::place).containsExactly(
            tuple("stonith_host", "ha.cf:4"),
            tuple("quorum_server", "ha.cf:7"));
  }

  /** The C daemon hands its lines to ha_logd; ours writes them, and says where. */
  @Test
  void whoAsksForTheLoggingDaemonIsToldWhereTheLogGoes() {
    assertThat(Read.good("use_logd yes\nlogfile /tmp/x").notYetActive()).containsExactly(new NotYetActive(
        "use_logd", "ha.cf:4", "The daemon does not log through ha_logd. It writes to /tmp/x.", Code.LOGD_NOT_USED));
    for (String[] targets : new String[][] {{"", "syslog."}, {"\nlogfacility none", "nothing, as"},
        {"\nlogfacility local0\ndebugfile /tmp/y", "/tmp/y and syslog."}}) {
      assertThat(Read.good("use_logd yes" + targets[0]).notYetActive().get(0).meaning()).contains("It writes to " + targets[1]);
    }
    assertThat(Read.good("use_logd no\nlogfile /tmp/x").notYetActive()).isEmpty();
  }
}
