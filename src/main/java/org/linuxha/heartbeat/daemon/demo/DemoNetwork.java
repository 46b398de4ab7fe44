package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What keeps demos on one machine apart: multicast groups and UDP ports of their own, and a key of
 * their own, so that packets that stray all the same are not believed.
 *
 * @param groups a multicast group and port for each link
 */
record DemoNetwork(List<Group> groups, String key) {
  record Group(String address, int port) {}

  static DemoNetwork draw(int links, SecureRandom random) throws IOException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    List<Group> groups = new ArrayList<>();
    for (int port : freePorts(links)) {
      groups.add(new Group("239." + octet(random) + "." + octet(random) + "." + octet(random), port));
    }
    return new DemoNetwork(List.copyOf(groups), HexFormat.of().formatHex(key));
  }

  private static int octet(SecureRandom random) {
    return 1 + random.nextInt(254);
  }

  private static Set<Integer> freePorts(int count) throws IOException {
    Set<Integer> ports = new HashSet<>();
    while (ports.size() < count) {
      try (DatagramSocket free = new DatagramSocket()) {
        ports.add(free.getLocalPort());
      }
    }
    return ports;
  }
}
