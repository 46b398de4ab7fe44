package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The relay carries a node's packets to all others on the same link, and not what the faults forbid. */
@Timeout(30)
class RelayTest {
  private DemoNetwork network;
  private Relay relay;

  @BeforeEach
  void open() throws Exception {
    network = DemoNetwork.draw(DemoCluster.NODES, DemoCluster.LINKS, new SecureRandom());
    relay = new Relay(network);
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  /** A node's end of a link, as its daemon has it. */
  private MulticastSocket end(String node, int link) throws Exception {
    DemoNetwork.Link chosen = network.links().get(link);
    MulticastSocket socket =
        new MulticastSocket(new InetSocketAddress(InetAddress.getByName(chosen.group()), chosen.ports().get(node)));
    socket.joinGroup(new InetSocketAddress(chosen.group(), 0), NetworkInterface.getByName("lo"));
    return socket;
  }

  private void say(String node, int link, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DemoNetwork.Link chosen = network.links().get(link);
    try (MulticastSocket socket = new MulticastSocket()) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getByName(chosen.group()), chosen.ports().get(node)));
    }
  }

  private static void await(LongSupplier counter, long value) {
    long limit = System.nanoTime() + 10_000_000_000L;
    while (counter.getAsLong() < value) {
      assertThat(System.nanoTime()).as("waited 10 s for " + value).isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  /** The next thing heard there, or nothing. */
  private static String hear(MulticastSocket socket, int limitMillis) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    socket.setSoTimeout(limitMillis);
    try {
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }

  @Test
  void whatOneSaysTheOthersHearOnThatLinkUntilItIsCut() throws Exception {
    try (MulticastSocket bob = end("bob", 0); MulticastSocket carol = end("carol", 0);
        MulticastSocket carolBlue = end("carol", 1)) {
      say("alice", 0, "one");
      assertThat(List.of(hear(bob, 5_000), hear(carol, 5_000))).containsExactly("one", "one");
      relay.set(Faults.NONE.cutting("bob", "red"));
      say("alice", 0, "two");
      say("bob", 0, "from bob");
      await(relay::stopped, 3);
      relay.set(relay.faults().healing("bob"));
      say("alice", 0, "three");
      assertThat(List.of(hear(carol, 5_000), hear(carol, 5_000))).containsExactly("two", "three");
      // its own port hears its own words, as a daemon does
      assertThat(List.of(hear(bob, 5_000), hear(bob, 5_000))).as("two never came").containsExactly("from bob", "three");
      assertThat(hear(carolBlue, 1)).as("the other link").isEmpty();
    }
  }

  @Test
  void whatIsLostIsCountedAndComesNever() throws Exception {
    try (MulticastSocket bob = end("bob", 1)) {
      relay.set(Faults.NONE.losing("bob", 100));
      say("alice", 1, "lost");
      await(relay::lost, 1);
      relay.set(relay.faults().losing("bob", 0));
      assertThat(relay.faults().isNone()).isTrue();
      say("alice", 1, "found");
      assertThat(hear(bob, 5_000)).isEqualTo("found");
      assertThat(relay.lost()).isEqualTo(1);
    }
  }
}
