package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The UDP media between two hosts with a cable between them (wire.md 8.1 to 8.4). Needs root. */
class UdpMediaIT {
  /** What is configured on north and on south. */
  record Pair(String name, String north, String south) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Pair> PAIRS = List.of(
      new Pair("bcast", "bcast eth0 - 694", "bcast eth0 - 694"),
      new Pair("ucast", "ucast eth0 10.77.0.2 694", "ucast eth0 10.77.0.1 694"),
      new Pair("mcast", "mcast eth0 239.0.0.43 694 1 0", "mcast eth0 239.0.0.43 694 1 0"),
      new Pair("ucast6", "ucast6 eth0 fd77::2 694", "ucast6 eth0 fd77::1 694"),
      new Pair("mcast6", "mcast6 eth0 ff02::43 694 1 0", "mcast6 eth0 ff02::43 694 1 0"));

  private static NetworkHost north;
  private static NetworkHost south;

  static List<Pair> pairs() {
    return PAIRS;
  }

  /** What takes seconds a medium: two that the seed chooses, or all. */
  static List<Pair> somePairs() {
    List<Pair> some = new ArrayList<>(PAIRS);
    if (!Boolean.getBoolean("heartbeat.test.all")) {
      Collections.shuffle(some, new Random(Long.getLong("heartbeat.test.seed", 1)));
      some = some.subList(0, 2);
    }
    return some;
  }

  @BeforeAll
  static void layTheCable() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    north = new NetworkHost();
    south = new NetworkHost();
    north.startPeer();
    south.startPeer();
  }

  @BeforeEach
  void newCable() throws Exception {
    NetworkHost.cable(north, "eth0", south, "eth0");
    dress(north, 1);
    dress(south, 2);
  }

  private static void dress(NetworkHost host, int number) throws Exception {
    host.run("ip addr add 10.77.0." + number + "/24 brd + dev eth0");
    host.run("ip addr add fd77::" + number + "/64 dev eth0 nodad");
    host.run("ip link set eth0 up");
  }

  @AfterEach
  void cutTheCable() throws Exception {
    north.reset();
    south.reset();
    north.run("ip link del eth0");
  }

  @AfterAll
  static void takeDown() throws Exception {
    for (NetworkHost host : new NetworkHost[] {north, south}) {
      if (host != null) {
        host.close();
      }
    }
  }

  private static void openOnBoth(Pair pair) throws Exception {
    north.open("1", pair.north());
    south.open("1", pair.south());
  }

  /** A multicast group or a new address takes the kernel a moment, so what is lost is sent again. */
  private static void passes(NetworkHost from, NetworkHost to, String type) throws Exception {
    long next = System.nanoTime();
    for (int i = 0; to.with("@ RECEIVED eth0 " + type).isEmpty(); i++) {
      assertThat(i).as(type + " does not arrive").isLessThan(150);
      from.order("send " + type);
      next += 200_000_000L;
      while (System.nanoTime() < next && to.with("@ RECEIVED eth0 " + type).isEmpty()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothDirections(Pair pair) throws Exception {
    openOnBoth(pair);
    assertThat(north.with("HB4")).allMatch(line -> line.contains("HB405"));
    passes(north, south, "to-south");
    passes(south, north, "to-north");
    // broadcasts come back to the sender; the others do not (wire.md 8.2, 8.4)
    boolean comesBack = pair.name().equals("bcast");
    assertThat(north.with("@ RECEIVED eth0 to-south").isEmpty()).isNotEqualTo(comesBack);
  }

  /** Where heartbeat.json binds a medium to an address that is not the device's first. */
  @ParameterizedTest
  @MethodSource("somePairs")
  void packetsComeFromTheAddressThatItIsBoundTo(Pair pair) throws Exception {
    boolean six = pair.name().endsWith("6");
    String address = six ? "fd77::101" : "10.77.0.101";
    String shown = six ? "[fd77::101]" : address;
    north.order("bind " + pair.name() + " eth0 " + address);
    north.order("open 1 " + pair.north());
    north.awaitLine("@ STATE 1 shut HB401 the device has not the address " + address + ", to which heartbeat.json binds it.");
    north.forget();
    north.run("ip addr add " + address + (six ? "/64 dev eth0 nodad" : "/24 brd + dev eth0"));
    north.awaitLine("@ STATE 1 open");
    south.open("1", pair.south().replace("10.77.0.1 ", "10.77.0.101 ").replace("fd77::1 ", "fd77::101 "));
    passes(north, south, "to-south");
    passes(south, north, "to-north");
    assertThat(north.udpAddresses()).as("where it sends from").anyMatch(each -> each.startsWith(shown + ":") && !each.endsWith(":694"));
    assertThat(north.udpAddresses().contains(shown + ":694")).as("what it hears").isEqualTo(pair.name().startsWith("ucast"));
    Set<Integer> ports = north.otherUdpPorts(694);
    north.forget();
    north.run("ip addr del " + address + (six ? "/64" : "/24") + " dev eth0");
    assertThat(north.awaitLine("@ STATE 1 shut HB402")).contains("the device has no longer the address");
    north.run("ip addr add " + address + (six ? "/64 dev eth0 nodad" : "/24 brd + dev eth0"));
    north.awaitLine("@ STATE 1 open");
    passes(north, south, "after");
    assertThat(north.otherUdpPorts(694)).as("from the same port").isEqualTo(ports);
  }

  @ParameterizedTest
  @MethodSource("somePairs")
  void aDeviceThatGoesAndComesBackIsReportedAndUsedAgainFromTheSamePort(Pair pair) throws Exception {
    openOnBoth(pair);
    passes(north, south, "before");
    Set<Integer> ports = north.otherUdpPorts(694);
    north.forget();
    south.forget();
    north.run("ip link del eth0");
    north.awaitLine("@ STATE 1 shut HB402 there is no such device.");
    north.awaitLine("HB402 " + pair.name() + " eth0");
    south.awaitLine("@ STATE 1 shut");
    north.forget();
    south.forget();
    newCable();
    north.awaitLine("@ STATE 1 open");
    south.awaitLine("@ STATE 1 open");
    passes(north, south, "after");
    passes(south, north, "back");
    assertThat(north.otherUdpPorts(694)).isEqualTo(ports).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("somePairs")
  void aDeviceReplacedWithinASecondIsNoticed(Pair pair) throws Exception {
    openOnBoth(pair);
    passes(north, south, "before");
    north.run("ip link del eth0");
    newCable();
    passes(north, south, "after");
    passes(south, north, "back");
  }

  @ParameterizedTest
  @MethodSource("somePairs")
  void aCableThatIsPulledIsReportedAndWorksAgain(Pair pair) throws Exception {
    openOnBoth(pair);
    passes(north, south, "before");
    north.forget();
    south.run("ip link set eth0 down");
    north.awaitLine("@ STATE 1 shut HB405 the device is down or has no carrier.");
    for (int i = 0; i < 3; i++) {
      north.order("send lost");
    }
    north.forget();
    south.forget();
    south.run("ip link set eth0 up");
    // the kernel forgot IPv6 addresses with the link
    south.run("ip addr replace fd77::2/64 dev eth0 nodad");
    north.awaitLine("@ STATE 1 open");
    passes(north, south, "after");
    passes(south, north, "back");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void tooLongMessagesAreReportedAndIgnored(Pair pair) throws Exception {
    openOnBoth(pair);
    north.order("huge");
    north.order("huge");
    assertThat(north.awaitLine("HB403"))
        .contains("HB403 write failure on " + pair.name() + " eth0.: Unable to send HBcomm packet eth0 ")
        .contains(":694 len=70000: Message too long");
    passes(north, south, "after");
    assertThat(north.with("HB403")).hasSize(1);
  }

  @Test
  void aServiceAddressThatComesAndGoesChangesNothing() throws Exception {
    openOnBoth(PAIRS.get(0));
    passes(north, south, "before");
    north.run("ip addr add 10.77.0.99/24 dev eth0");
    awaitALook(north);
    passes(south, north, "with");
    north.shut("1");
    north.forget();
    north.open("1", PAIRS.get(0).north());
    passes(north, south, "reopened");
    north.run("ip addr del 10.77.0.99/24 dev eth0");
    awaitALook(north);
    passes(south, north, "without");
    assertThat(north.with("@ STATE 1")).containsExactly("@ STATE 1 open");
  }

  /** Lets the second pass in which a device is looked at: another link says that its device is missing. */
  private static void awaitALook(NetworkHost host) throws Exception {
    host.order("open 9 bcast nosuch0 - 694");
    host.awaitLine("@ DEPLOYED 9");
    host.run("ip link add nosuch0 type veth peer name nosuch1");
    host.run("ip addr add 10.99.0.1/24 brd + dev nosuch0");
    host.run("ip link set nosuch1 up");
    host.run("ip link set nosuch0 up");
    host.awaitLine("@ STATE 9 open");
    host.shut("9");
    host.run("ip link del nosuch0");
  }

  @Test
  void aBroadcastAddressIsLookedUpAnewWhenTheAddressChanges() throws Exception {
    openOnBoth(PAIRS.get(0));
    passes(north, south, "before");
    north.forget();
    south.forget();
    for (NetworkHost host : new NetworkHost[] {north, south}) {
      host.run("ip addr flush dev eth0 scope global");
      host.awaitLine("@ STATE 1 shut HB402 the device has no longer the address 10.77.0.");
      host.forget();
    }
    north.run("ip addr add 10.78.0.1/24 dev eth0");
    south.run("ip addr add 10.78.0.2/24 dev eth0");
    north.awaitLine("@ STATE 1 open");
    south.awaitLine("@ STATE 1 open");
    passes(north, south, "after");
  }

  @Test
  void packetsOfOtherDevicesAreNotHeard() throws Exception {
    NetworkHost.cable(north, "eth1", south, "eth1");
    try {
      north.run("ip addr add 10.79.0.1/24 dev eth1");
      south.run("ip addr add 10.79.0.2/24 dev eth1");
      north.run("ip link set eth1 up");
      south.run("ip link set eth1 up");
      north.open("1", "ucast eth0 10.77.0.2 694");
      south.open("1", "ucast eth1 10.79.0.1 694");
      north.open("2", "ucast eth1 10.79.0.2 695");
      south.open("2", "ucast eth1 10.79.0.1 695");
      // both media of south send on eth1; only the one with a listener there arrives
      for (int i = 0; i < 20; i++) {
        south.order("send other" + i);
        north.awaitLine("@ RECEIVED eth1 other" + i);
      }
      assertThat(north.with("@ RECEIVED eth0")).isEmpty();
    } finally {
      north.run("ip link del eth1");
    }
  }

  @Test
  void withoutAnyCapabilityTheyWorkToo() throws Exception {
    try (NetworkHost east = new NetworkHost()) {
      NetworkHost.cable(east, "eth1", south, "eth1");
      east.run("ip addr add 10.80.0.1/24 brd + dev eth1");
      south.run("ip addr add 10.80.0.2/24 brd + dev eth1");
      east.run("ip link set eth1 up");
      south.run("ip link set eth1 up");
      east.startPeer("setpriv", "--inh-caps=-all", "--bounding-set=-all");
      for (String medium : List.of("bcast eth1 - 7694", "ucast eth1 10.80.0.2 7695", "mcast eth1 239.0.0.43 7696 1 0")) {
        east.open("1", medium);
        south.open("1", medium.replace("10.80.0.2", "10.80.0.1"));
        String type = medium.substring(0, medium.indexOf(' '));
        for (int i = 0; i < 100 && south.with("@ RECEIVED eth1 " + type).isEmpty(); i++) {
          east.order("send " + type);
          LockSupport.parkNanos(100_000_000);
        }
        assertThat(south.with("@ RECEIVED eth1 " + type)).isNotEmpty();
        south.shut("1");
        east.shut("1");
        east.forget();
      }
    }
  }
}
