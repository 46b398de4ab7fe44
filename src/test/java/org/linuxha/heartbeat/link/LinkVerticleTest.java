package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LinkSettings;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.message.Bytes;

/** A link on the loopback device: wire.md 8.1 and 14 as far as one host without privileges shows it. */
class LinkVerticleTest {
  private final LogTrap log = new LogTrap();
  private final Bench bench = new Bench();

  @AfterEach
  void close() throws Exception {
    bench.close();
    log.close();
  }

  private int deployUcast() throws Exception {
    int port = Bench.freePort();
    bench.deploy("1", new Medium.Ucast("lo", "127.0.0.1", port));
    return port;
  }

  private void arrivesByItself(Medium medium, String started) throws Exception {
    bench.deploy("1", medium);
    assertThat(bench.awaitTold(LinkInput.MediumState.class, state -> true))
        .isEqualTo(new LinkInput.MediumState("1", medium.kind(), "lo", true, null));
    bench.send(Bench.message("status"));
    LinkInput.Received received = bench.awaitReceived("status");
    assertThat(received.link()).isEqualTo("lo");
    assertThat(received.message().text("src")).isEqualTo("bob");
    assertThat(System.nanoTime() - received.nanos()).isBetween(0L, 60_000_000_000L);
    assertThat(log.with(started)).hasSize(1);
  }

  @Test
  void unicast() throws Exception {
    int port = Bench.freePort();
    arrivesByItself(
        new Medium.Ucast("lo", "127.0.0.1", port), "ucast: started on port " + port + " interface lo to 127.0.0.1");
  }

  @Test
  void multicastWithLoop() throws Exception {
    int port = Bench.freePort();
    arrivesByItself(
        new Medium.Mcast("lo", "239.0.0.43", port, 0, true),
        "UDP multicast heartbeat started for group 239.0.0.43 port " + port + " interface lo (ttl=0 loop=1)");
  }

  @Test
  void broadcast() throws Exception {
    int port = Bench.freePort();
    arrivesByItself(
        new Medium.Bcast("lo", port), "UDP Broadcast heartbeat started on port " + port + " (" + port + ") interface lo");
  }

  @Test
  void unicastOverIpv6() throws Exception {
    int port = Bench.freePort();
    arrivesByItself(
        new Medium.Ucast6("lo", "::1", port), "ucast6: heartbeat started for [::1]:" + port + " on interface lo");
  }

  @Test
  void twoGroupsOnOnePortDoNotHearEachOther() throws Exception {
    int port = Bench.freePort();
    bench.deploy("1", new Medium.Mcast("lo", "239.0.0.45", port, 0, true));
    try (Bench other = new Bench()) {
      other.deploy("1", new Medium.Mcast("lo", "239.0.0.46", port, 0, true));
      bench.send(Bench.message("status"));
      bench.awaitReceived("status");
      other.send(Bench.message("NS_st"));
      other.awaitReceived("NS_st");
      assertThat(other.told(LinkInput.Received.class)).hasSize(1);
    }
  }

  @Test
  void packetsComeFromOneEphemeralPortThatIsNotTheClusters() throws Exception {
    int port = Bench.freePort();
    bench.deploy("1", new Medium.Mcast("lo", "239.0.0.48", port, 0, true));
    try (MulticastSocket peer = new MulticastSocket(port)) {
      peer.joinGroup(
          new InetSocketAddress(InetAddress.getByName("239.0.0.48"), port), NetworkInterface.getByName("lo"));
      peer.setSoTimeout(30_000);
      Set<Integer> sources = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        bench.send(Bench.message("status"));
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        peer.receive(packet);
        sources.add(packet.getPort());
      }
      assertThat(sources).hasSize(1).doesNotContain(port);
    }
  }

  @Test
  void theBiggestDatagramArrivesWhole() throws Exception {
    deployUcast();
    String big = "x".repeat(60_000);
    bench.send(Bench.message("big").with("text", big));
    assertThat(bench.awaitReceived("big").message().text("text")).isEqualTo(big);
  }

  @Test
  void whatTheKernelRefusesIsReportedOnceAndTheLinkGoesOn() throws Exception {
    deployUcast();
    for (int i = 0; i < 20; i++) {
      bench.publish(new LinkOutput.Transmit(Bench.message("huge"), Bytes.copyOf(new byte[70_000])));
    }
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
    assertThat(log.with("write failure on ucast lo.: Unable to send HBcomm packet lo 127.0.0.1:"))
        .singleElement().asString().contains("len=70000: Message too long").contains("HB403");
  }

  @Test
  void aMissingDeviceIsSaidOnceAndStopsNothing() throws Exception {
    bench.deploy("1", new Medium.Bcast("nosuch0", 694));
    LinkInput.MediumState state = bench.awaitTold(LinkInput.MediumState.class, any -> true);
    assertThat(state.open()).isFalse();
    assertThat(state.problem().full())
        .startsWith("HB401 bcast nosuch0: there is no such device").contains("What to do:");
    bench.send(Bench.message("status"));
    bench.publish(new LinkOutput.Drain(7));
    bench.awaitTold(LinkInput.Drained.class, drained -> drained.token() == 7);
    deployUcastAs("2");
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
    assertThat(log.with("nosuch0")).hasSize(1);
  }

  @Test
  void aPortThatIsTakenIsSaidAndUsedOnceItIsFreeAndTryingCostsNoMemory() throws Exception {
    try (DatagramSocket squatter = new DatagramSocket(0)) {
      Medium medium = new Medium.Ucast("lo", "127.0.0.1", squatter.getLocalPort());
      bench.house.vertx().undeploy(bench.deploy("0", medium));
      long used = PlatformDependent.usedDirectMemory();
      for (int i = 0; i < 20; i++) {
        Bench.await(bench.house.vertx().undeploy(bench.deploy("try" + i, medium)));
      }
      assertThat(PlatformDependent.usedDirectMemory()).isEqualTo(used);
      bench.deploy("1", medium);
      assertThat(bench.awaitTold(LinkInput.MediumState.class, state -> state.linkId().equals("1")).problem().full())
          .startsWith("HB401 ucast lo: Address already in use.");
    }
    bench.awaitTold(LinkInput.MediumState.class, state -> state.linkId().equals("1") && state.open());
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
  }

  private int deployUcastAs(String id) throws Exception {
    int port = Bench.freePort();
    bench.deploy(id, new Medium.Ucast("lo", "127.0.0.1", port));
    return port;
  }

  @Test
  void forgedTruncatedAndForeignPacketsAreCountedByReasonAndSaidSparingly() throws Exception {
    int port = deployUcast();
    byte[] good = Bench.packet(Bench.message("status"), Bench.KEYS);
    byte[] forged = Bench.packet(Bench.message("status"), Bench.sha1("another"));
    byte[] cut = java.util.Arrays.copyOf(good, good.length / 2);
    byte[] foreign = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 50; i++) {
      Bench.shoot(port, forged, cut, foreign, new byte[0]);
    }
    Bench.shoot(port, good);
    bench.awaitReceived("status");
    Map<String, Long> counts = bench.awaitTold(
        LinkInput.Rejected.class,
        rejected -> rejected.countByReason().values().stream().mapToLong(Long::longValue).sum() == 200)
        .countByReason();
    assertThat(counts).isEqualTo(Map.of("wrong-signature", 50L, "truncated", 50L, "no-message", 100L));
    assertThat(bench.told(LinkInput.Received.class)).hasSize(1);
    assertThat(log.with("dropped")).hasSize(3).allMatch(line -> line.contains("from /127.0.0.1:"));
  }

  @Test
  void aFloodOfGarbageDoesNotKeepGoodPacketsOut() throws Exception {
    int port = deployUcast();
    byte[] good = Bench.packet(Bench.message("status"), Bench.KEYS);
    byte[] forged = Bench.packet(Bench.message("status"), Bench.sha1("another"));
    long packets = 0;
    long start = System.nanoTime();
    for (int tick = 0; tick < 300; tick++) {
      byte[][] burst = new byte[21][];
      java.util.Arrays.fill(burst, forged);
      burst[20] = good;
      Bench.shoot(port, burst);
      packets += 20;
      long due = start + (tick + 1) * 10_000_000L;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
    Bench.await(() -> bench.told(LinkInput.Received.class).size() == 300, () -> "all good packets");
    long expected = packets;
    bench.awaitTold(
        LinkInput.Rejected.class, rejected -> rejected.countByReason().get("wrong-signature") == expected);
    assertThat(bench.told(LinkInput.Rejected.class).size()).isLessThanOrEqualTo(secondsSince(start) + 1);
    assertThat(log.with("dropped").size()).isLessThanOrEqualTo(1 + secondsSince(start) / 10);
  }

  private static int secondsSince(long nanos) {
    return (int) ((System.nanoTime() - nanos) / 1_000_000_000L) + 1;
  }

  @Test
  void newKeysCountFromThenOn() throws Exception {
    int port = deployUcast();
    byte[] fresh = Bench.packet(Bench.message("fresh"), Bench.sha1("secret2"));
    Bench.shoot(port, fresh);
    bench.awaitTold(LinkInput.Rejected.class, rejected -> true);
    bench.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewKeys(Bench.sha1("secret2")));
    bench.publish(new LinkOutput.Drain(1));
    bench.awaitTold(LinkInput.Drained.class, drained -> true);
    Bench.shoot(port, fresh);
    bench.awaitReceived("fresh");
  }

  private void settings(LinkSettings link, LinkFault fault) {
    MediumKey key = new MediumKey("ucast lo");
    LinkSections sections = new LinkSections(Map.of(key, link), Map.of(key, fault));
    OwnSettings own = new OwnSettings(OwnSettings.NONE.http(), Set.of(), OwnSettings.NONE.tls(), List.of(), LoggingSettings.DEFAULT, sections);
    bench.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewSettings(own));
  }

  @Test
  void anAddressThatTheDeviceLacksIsSaidAndTheMediumOpensWhenItIsTakenBack() throws Exception {
    bench.sections = new LinkSections(Map.of(new MediumKey("ucast lo"), new LinkSettings("", Map.of(Bench.NODE, "10.99.0.1"))), Map.of());
    deployUcast();
    assertThat(bench.awaitTold(LinkInput.MediumState.class, any -> true).problem().full()).startsWith(
        "HB401 ucast lo: the device has not the address 10.99.0.1, to which heartbeat.json binds it. What to do:");
    settings(LinkSettings.NONE, LinkFault.NONE);
    bench.awaitTold(LinkInput.MediumState.class, LinkInput.MediumState::open);
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
  }

  @Test
  void anotherAddressIsTakenInPlaceAndWhatIsTheSameIsNotTouched() throws Exception {
    deployUcast();
    settings(new LinkSettings("blue", Map.of("bob", "10.0.0.2")), LinkFault.NONE);
    Bench.await(() -> !log.with("ucast lo: people call this link blue").isEmpty(), () -> "the name");
    assertThat(log.with("ucast: started on port")).as("only the name differs").hasSize(1);
    settings(new LinkSettings("blue", Map.of(Bench.NODE, "127.0.0.1")), LinkFault.NONE);
    Bench.await(() -> log.with("ucast: started on port").size() == 2, () -> "the new sockets");
    assertThat(log.with("ucast lo (blue): bound anew to 127.0.0.1")).hasSize(1);
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
    assertThat(bench.told(LinkInput.MediumState.class)).as("nobody is told of a fault").hasSize(1);
    settings(new LinkSettings("blue", Map.of(Bench.NODE, "127.0.0.1")), LinkFault.NONE);
    bench.send(Bench.message("again"));
    bench.awaitReceived("again");
    assertThat(log.with("ucast: started on port")).hasSize(2);
  }

  @Test
  void simulatedFaultsLoseAndDelayAndAreTakenAway() throws Exception {
    deployUcast();
    settings(LinkSettings.NONE, new LinkFault(0, 0, true, LinkFault.Direction.IN, Set.of()));
    bench.send(Bench.message("lost"));
    bench.publish(new LinkOutput.Drain(1));
    bench.awaitTold(LinkInput.Drained.class, drained -> true);
    bench.awaitTold(LinkInput.Traffic.class, traffic -> traffic.spoiled() == 1);
    settings(LinkSettings.NONE, new LinkFault(0, 60_000, false, LinkFault.Direction.OUT, Set.of()));
    for (int i = 0; i < Delay.MOST + 5; i++) {
      bench.send(Bench.message("burst").with("seq", Integer.toString(i)));
    }
    bench.awaitTold(LinkInput.Traffic.class, traffic -> traffic.spoiled() == 6);
    settings(LinkSettings.NONE, new LinkFault(0, 300, false, LinkFault.Direction.OUT, Set.of()));
    bench.awaitTold(LinkInput.Traffic.class, traffic -> traffic.sent() == 1 + Delay.MOST);
    long before = System.nanoTime();
    bench.send(Bench.message("late"));
    assertThat(bench.awaitReceived("late").nanos() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299));
    settings(LinkSettings.NONE, new LinkFault(0, 300, false, LinkFault.Direction.IN, Set.of("bob")));
    settings(LinkSettings.NONE, new LinkFault(0, 200, false, LinkFault.Direction.IN, Set.of(Bench.NODE)));
    before = System.nanoTime();
    bench.send(Bench.message("later"));
    assertThat(bench.awaitReceived("later").nanos() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(199));
    settings(LinkSettings.NONE, LinkFault.NONE);
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
    assertThat(bench.told(LinkInput.Received.class).stream().map(one -> one.message().type()).filter(type -> !"burst".equals(type)))
        .containsExactly("late", "later", "status");
    assertThat(log.with("ucast lo: simulated faults: all of what comes is lost")).hasSize(1);
    assertThat(log.with("ucast lo: simulated faults: none any more")).hasSize(2);
  }

  @Test
  void afterAPauseEverythingThatHadArrivedComesBeforeDrained() throws Exception {
    int port = deployUcast();
    CountDownLatch paused = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    bench.house.deploy(House.Loop.PULSE, () -> {
      paused.countDown();
      awaitQuietly(goOn);
      return new io.vertx.core.VerticleBase() {};
    });
    assertThat(paused.await(30, TimeUnit.SECONDS)).isTrue();
    List<byte[]> packets = new ArrayList<>(Collections.nCopies(5, new byte[0]));
    for (int i = 0; i < 300; i++) {
      packets.add(Bench.packet(Bench.message("status").with("seq", Integer.toHexString(i)), Bench.KEYS));
      packets.add(new byte[0]);
    }
    Bench.shoot(port, packets.toArray(byte[][]::new));
    bench.publish(new LinkOutput.Drain(42));
    goOn.countDown();
    bench.awaitTold(LinkInput.Drained.class, drained -> drained.token() == 42);
    List<LinkInput> inOrder = bench.inputs.stream()
        .filter(input -> !(input instanceof LinkInput.MediumState) && !(input instanceof LinkInput.Rejected)).toList();
    assertThat(inOrder.indexOf(new LinkInput.Drained("1", 42))).isEqualTo(300);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void drainingEndsUnderAFloodToo() throws Exception {
    int port = deployUcast();
    Thread flood = new Thread(() -> {
      byte[][] burst = new byte[500][0];
      while (!Thread.interrupted()) {
        try {
          Bench.shoot(port, burst);
        } catch (Exception e) {
          return;
        }
      }
    });
    flood.start();
    try {
      bench.awaitTold(LinkInput.Rejected.class, rejected -> true);
      bench.publish(new LinkOutput.Drain(3));
      bench.awaitTold(LinkInput.Drained.class, drained -> drained.token() == 3);
    } finally {
      flood.interrupt();
      flood.join(30_000);
    }
  }

  @Test
  void stopClosesBothSockets() throws Exception {
    int port = Bench.freePort();
    String deployment = bench.deploy("1", new Medium.Mcast("lo", "239.0.0.47", port, 0, true));
    bench.send(Bench.message("status"));
    bench.awaitReceived("status");
    Bench.await(bench.house.vertx().undeploy(deployment));
    try (DatagramSocket socket = new DatagramSocket(port)) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
    int before = bench.inputs.size();
    bench.send(Bench.message("status"));
    deployUcastAs("2");
    bench.publish(new LinkOutput.Drain(9));
    bench.awaitTold(LinkInput.Drained.class, drained -> drained.linkId().equals("2"));
    assertThat(bench.inputs.subList(before, bench.inputs.size()))
        .noneMatch(input -> input instanceof LinkInput.Drained drained && drained.linkId().equals("1"));
  }
}
