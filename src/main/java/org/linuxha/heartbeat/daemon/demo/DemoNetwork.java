package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What keeps demos on one machine apart: multicast groups and UDP ports of their own, and a key of
 * their own, so that packets that stray all the same are not believed.
 *
 * <p>A link is a multicast group; each node has a port of its own in it, and the {@link Relay} carries
 * packets from port to port: so it can cut and lose what the daemons say without their knowledge.
 *
 * @param links the links, in order
 * @param httpPorts a TCP port a node, the same for all its lives
 * @param key the shared secret
 */
record DemoNetwork(List<Link> links, Map<String, Integer> httpPorts, String key) {

  /**
   * @param name what people call it
   * @param group its multicast address
   * @param ports a UDP port a node
   */
  record Link(String name, String group, Map<String, Integer> ports) {
    /** Its name in ha.cf and in what daemons say: both links are on {@code lo}, told apart by a label. */
    String device() {
      return "lo:" + name;
    }
  }

  static DemoNetwork draw(List<String> nodes, List<String> links, SecureRandom random) throws IOException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    Deque<Integer> ports = freeUdpPorts(nodes.size() * links.size());
    List<Link> drawn = new ArrayList<>();
    for (String name : links) {
      Map<String, Integer> own = new LinkedHashMap<>();
      nodes.forEach(node -> own.put(node, ports.pop()));
      drawn.add(new Link(name, "239." + octet(random) + "." + octet(random) + "." + octet(random), own));
    }
    return new DemoNetwork(List.copyOf(drawn), freeTcpPorts(nodes), HexFormat.of().formatHex(key));
  }

  private static int octet(SecureRandom random) {
    return 1 + random.nextInt(254);
  }

  /** All are held until all are drawn, so that none is drawn twice. */
  private static Deque<Integer> freeUdpPorts(int count) throws IOException {
    List<DatagramSocket> held = new ArrayList<>();
    try {
      Deque<Integer> ports = new ArrayDeque<>();
      for (int i = 0; i < count; i++) {
        DatagramSocket socket = new DatagramSocket();
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      held.forEach(DatagramSocket::close);
    }
  }

  private static Map<String, Integer> freeTcpPorts(List<String> nodes) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      Map<String, Integer> ports = new LinkedHashMap<>();
      for (String node : nodes) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.put(node, socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
