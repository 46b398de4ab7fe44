package org.linuxha.heartbeat.daemon.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The cable between the nodes: hears what each node sends on each link and says it again to the others,
 * unless the {@link Faults} of the moment are against it. The daemons know nothing of it.
 */
final class Relay implements Closeable {
  private static final int MAX_DATAGRAM = 65_536;
  private static final int BUFFER_BYTES = 1024 * 1024;

  private final NetworkInterface loopback = NetworkInterface.getByName("lo");
  private final Selector selector = Selector.open();
  private final DatagramChannel mouth = open();
  private final int ownPort;
  private final SplittableRandom random = new SplittableRandom();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong stopped = new AtomicLong();
  private volatile Faults faults = Faults.NONE;

  /** What one channel hears: a node on a link. */
  private record Ear(DemoNetwork.Link link, String node) {}

  /** Begins at once, on a thread of its own. */
  Relay(DemoNetwork network) throws IOException {
    if (loopback == null) {
      throw new IOException("this machine has no device lo");
    }
    mouth.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
    mouth.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
    mouth.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
    mouth.bind(null);
    ownPort = ((InetSocketAddress) mouth.getLocalAddress()).getPort();
    for (DemoNetwork.Link link : network.links()) {
      for (String node : link.ports().keySet()) {
        listen(new Ear(link, node));
      }
    }
    Thread thread = new Thread(this::run, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static DatagramChannel open() throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET);
  }

  private void listen(Ear ear) throws IOException {
    InetAddress group = InetAddress.getByName(ear.link().group());
    DatagramChannel channel = open();
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.bind(new InetSocketAddress(group, ear.link().ports().get(ear.node())));
    channel.join(group, loopback);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, ear);
  }

  void set(Faults now) {
    faults = now;
  }

  Faults faults() {
    return faults;
  }

  /** Packets carried so far; one that goes to two nodes counts twice. */
  long passed() {
    return passed.get();
  }

  /** Packets that were lost by {@link Faults#lossPercent} so far. */
  long lost() {
    return lost.get();
  }

  /** Packets that a cut stopped so far. */
  long stopped() {
    return stopped.get();
  }

  private void run() {
    ByteBuffer packet = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    while (selector.isOpen()) {
      try {
        selector.select(key -> carry(key, packet));
      } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
        return;
      }
    }
  }

  private void carry(SelectionKey key, ByteBuffer packet) {
    Ear from = (Ear) key.attachment();
    try {
      while (true) {
        SocketAddress source = ((DatagramChannel) key.channel()).receive(packet.clear());
        if (source == null) {
          return;
        }
        packet.flip();
        // what we said to that node ourselves comes here as well
        if (((InetSocketAddress) source).getPort() != ownPort) {
          spread(from, packet);
        }
      }
    } catch (IOException refused) {
      // a packet the kernel does not take is a packet lost; the next one may do better
    }
  }

  private void spread(Ear from, ByteBuffer packet) throws IOException {
    for (Map.Entry<String, Integer> to : from.link().ports().entrySet()) {
      if (!to.getKey().equals(from.node()) && arrives(from.link().name(), from.node(), to.getKey())) {
        mouth.send(packet.rewind(), new InetSocketAddress(from.link().group(), to.getValue()));
        passed.incrementAndGet();
      }
    }
  }

  private boolean arrives(String link, String from, String to) {
    Faults now = faults;
    if (now.isCut(from, link) || now.isCut(to, link)) {
      stopped.incrementAndGet();
      return false;
    }
    int percent = Math.max(now.loss(from), now.loss(to));
    if (percent > 0 && random.nextInt(100) < percent) {
      lost.incrementAndGet();
      return false;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    mouth.close();
  }
}
