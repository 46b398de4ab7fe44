package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** hb keys rotate over living clusters with real sshd, while a stream of messages runs. */
@Interop({"north", "south", "west"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class KeysRotateIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Setup SETUP = Setup.plain().with("apiauth " + Chatter.SERVICE + " uid=root").with("logfile /var/log/ha-log");

  private Sshd sshd;

  @BeforeEach
  void start(Hosts hosts) {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
  }

  private void startSshd(Hosts hosts) throws Exception {
    sshd = new Sshd(hosts.all().get(0));
    for (Host host : hosts.all()) {
      sshd.startOn(host);
    }
  }

  private Command.Result rotate(Host host, String more) {
    String hb = OurDaemon.home() + "/bin/hb";
    return host.exec(LIMIT, "sh", "-c", hb + " keys rotate --hb " + hb + " --ssh '" + sshd.command() + "' " + more);
  }

  private static String keys(Host host) {
    return Command.text(host.home().resolve("ha.d/authkeys"));
  }

  /** A thread that sends numbers until it is told to stop. */
  private static final class Stream implements AutoCloseable {
    private final Chatter chatter;
    private final Thread thread;
    private volatile boolean over;
    private volatile int sent;
    private volatile Exception failure;

    Stream(Chatter chatter) {
      this.chatter = chatter;
      thread = new Thread(() -> {
        try {
          while (!over) {
            chatter.send(sent + 1);
            sent++;
            LockSupport.parkNanos(10_000_000);
          }
        } catch (Exception e) {
          failure = e;
        }
      });
      thread.start();
    }

    int stop() throws Exception {
      over = true;
      thread.join(20_000);
      if (failure != null) {
        throw failure;
      }
      return sent;
    }

    @Override
    public void close() {
      over = true;
    }
  }

  private void rotatesWithoutLoss(Hosts hosts, List<Kind> kinds) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, SETUP).installAll(kinds).startAll().awaitAllActive();
    startSshd(hosts);
    Host north = hosts.get("north");
    Capture capture = hosts.capture(0);
    List<Daemon> talking = cluster.all();
    List<Chatter> chatters = new ArrayList<>();
    List<Stream> streams = new ArrayList<>();
    try {
      for (Daemon daemon : talking) {
        chatters.add(Chatter.on(daemon));
      }
      for (Chatter chatter : chatters) {
        streams.add(new Stream(chatter));
      }
      Command.Result done = rotate(north, "");
      assertThat(done.exit()).as(done.out() + done.err()).isZero();
      assertAllCNodesSwitchWithinDeadtime(kinds, done.err());
      System.out.println("rotated " + kinds + ": " + done.err().lines().filter(line -> line.contains("within")).toList());
      assertThat(done.out()).contains("Key 2 (sha1) is the cluster's key on "
          + hosts.all().stream().map(Host::name).collect(Collectors.joining(", ")) + "; key 1 is gone.");
      List<Integer> sent = new ArrayList<>();
      for (Stream stream : streams) {
        sent.add(stream.stop());
      }
      for (int from = 0; from < talking.size(); from++) {
        List<Integer> all = IntStream.rangeClosed(1, sent.get(from)).boxed().toList();
        String name = talking.get(from).host().name();
        assertThat(all).hasSizeGreaterThan(100);
        for (Chatter to : chatters) {
          hosts.await("all " + all.size() + " of " + name, LIMIT, () -> to.from(name).size() >= all.size());
          assertThat(to.from(name)).as("from " + name).containsExactlyInAnyOrderElementsOf(all);
        }
      }
      String key = keys(north).replaceAll("(?s).*sha1 (\\S+).*", "$1");
      assertThat(key).matches("[0-9a-f]{64}");
      assertThat(done.out() + done.err()).doesNotContain(key);
      for (Host host : hosts.all()) {
        assertThat(keys(host)).as(host.name()).isEqualTo("auth 2\n2 sha1 " + key + "\n");
        assertThat(host.log()).as(host.name()).doesNotContain("is dead").doesNotContain(key);
        assertThat(host.sh("ls -A /etc/ha.d | grep -c 'hb-keys\\|rotation'").out().strip()).isEqualTo("0");
      }
      capture.close();
      String wire = new String(Files.readAllBytes(hosts.home().resolve("link0.pcap")), StandardCharsets.ISO_8859_1);
      assertThat(wire).contains("chat").doesNotContain(key);
      cluster.awaitAllActive();
    } finally {
      for (Stream stream : streams) {
        stream.close();
      }
      for (Chatter chatter : chatters) {
        chatter.close();
      }
    }
  }

  /** C hears only who signs as it does (wire.md 0.3): between the first and the last switch there is silence, and that kills after deadtime. */
  private static void assertAllCNodesSwitchWithinDeadtime(List<Kind> kinds, String said) {
    Matcher window = Pattern.compile("switch: all within (\\d+) ms; deadtime is (\\d+) ms").matcher(said);
    assertThat(window.find()).as(said).isEqualTo(kinds.contains(Kind.C));
    if (kinds.contains(Kind.C)) {
      assertThat(Long.parseLong(window.group(1))).isLessThan(Long.parseLong(window.group(2)));
      assertThat(said.lines().filter(line -> line.startsWith("switch:") && line.endsWith("confirmed, a C node")))
          .hasSize((int) kinds.stream().filter(kind -> kind == Kind.C).count());
    }
  }

  @Test
  void twoCNodesAndOneOfOurs(Hosts hosts) throws Exception {
    rotatesWithoutLoss(hosts, List.of(Kind.OURS, Kind.C, Kind.C));
  }

  @Test
  @Interop({"north", "south", "west", "east"})
  void twoCNodesAndTwoOfOurs(Hosts hosts) throws Exception {
    rotatesWithoutLoss(hosts, List.of(Kind.OURS, Kind.C, Kind.C, Kind.OURS));
  }

  @Test
  void amongOursNotOneMessageIsLost(Hosts hosts) throws Exception {
    rotatesWithoutLoss(hosts, List.of(Kind.OURS, Kind.OURS, Kind.OURS));
  }

  @Test
  void aCNodeTakesPartAndNobodyCallsAnybodyDead(Hosts hosts) throws Exception {
    rotatesWithoutLoss(hosts, List.of(Kind.OURS, Kind.OURS, Kind.C));
  }

  @Test
  void anInterruptedRotationSaysWhereItStandsAndGoesOnOrBack(Hosts hosts) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, SETUP).installAll(List.of(Kind.OURS, Kind.OURS, Kind.OURS)).startAll().awaitAllActive();
    startSshd(hosts);
    Host north = hosts.get("north");
    String before = keys(north);
    assertThat(rotate(north, "--status").out()).isEqualTo("No rotation of keys is under way.\n");

    Command.Result stood = rotate(north, "--stop-after DISTRIBUTE");
    assertThat(stood.exit()).as(stood.out() + stood.err()).isEqualTo(1);
    assertThat(stood.err()).contains("HB975").contains("stands at stage distribute");
    assertThat(keys(hosts.get("south"))).startsWith("auth 1\n1 sha1 " + Setup.SECRET + "\n2 sha1 ");
    assertThat(rotate(north, "").exit()).isEqualTo(5);
    assertThat(rotate(north, "--status").exit()).isEqualTo(1);
    Command.Result back = rotate(north, "--back");
    assertThat(back.exit()).as(back.out() + back.err()).isZero();
    hosts.all().forEach(host -> assertThat(keys(host)).isEqualTo(before));

    stood = rotate(north, "--stop-after SWITCH");
    assertThat(stood.err()).contains("stands at stage switch");
    assertThat(keys(hosts.get("south"))).startsWith("auth 2\n");
    assertThat(rotate(north, "--back").exit()).isZero();
    hosts.all().forEach(host -> assertThat(keys(host)).isEqualTo(before));

    // west stops, its machine stays: it gets the file; sshd of south fails in the middle: nothing has changed there
    cluster.daemon("west").stop();
    cluster.awaitDead(cluster.daemon("north"), "west");
    String pid = hosts.get("south").sh("pgrep -o -f 'sshd.*config.south'").out().strip();
    hosts.get("south").sh("kill " + pid).orFail();
    Command.Result refused = rotate(north, "");
    assertThat(refused.exit()).as(refused.out() + refused.err()).isEqualTo(1);
    assertThat(refused.out()).containsPattern("south +failed +.*refused").containsPattern("north +failed +.*nothing has changed");
    sshd.startOn(hosts.get("south"));
    Command.Result done = rotate(north, "--continue");
    assertThat(done.exit()).as(done.out() + done.err()).isZero();
    assertThat(done.out()).contains("west was off: it has the new authkeys and can be started.");
    cluster.daemon("west").start();
    cluster.awaitAllActive();
    assertThat(keys(hosts.get("west"))).isEqualTo(keys(north)).startsWith("auth 2\n2 sha1 ");

    // now west is out of reach
    cluster.daemon("west").kill9();
    cluster.awaitDead(cluster.daemon("north"), "west");
    hosts.get("west").sh("kill $(pgrep -o -f 'sshd.*config.west')").orFail();
    done = rotate(north, "");
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(1);
    assertThat(done.out()).contains("Key 1 (sha1) is the cluster's key on north, south")
        .containsPattern("west was off and cannot be reached .*hb propagate --no-enable west");
    hosts.all().subList(0, 2).forEach(host -> assertThat(host.log()).doesNotContain("south is dead").doesNotContain("north is dead"));
  }
}
