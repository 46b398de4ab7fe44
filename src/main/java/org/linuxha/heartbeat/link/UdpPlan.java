package org.linuxha.heartbeat.link;

import io.netty.channel.ChannelOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.config.Medium;

/**
 * How one UDP medium sets its two sockets up, given the device as it is now: the table of wire.md
 * 8.1, a method a medium.
 */
interface UdpPlan {

  /** 1 MiB holds more than a second of the busiest cluster; C asks for as much on IPv6. */
  int BUFFER = 1024 * 1024;

  /**
   * @param bind where to receive
   * @param destination where to send
   * @param boundToDevice whether both sockets are bound to the device
   * @param receive options of the receiving socket, before bind
   * @param joined options of the receiving socket, after bind
   * @param send options of the sending socket
   */
  record Sockets(
      InetSocketAddress bind,
      InetSocketAddress destination,
      boolean boundToDevice,
      Options receive,
      Options joined,
      Options send) {
    boolean isV6() {
      return bind.getAddress() instanceof Inet6Address;
    }
  }

  /** Socket options in the order they are set. */
  final class Options {
    final Map<ChannelOption<?>, Object> values = new LinkedHashMap<>();

    <T> Options with(ChannelOption<T> option, T value) {
      values.put(option, value);
      return this;
    }
  }

  String device();

  /** What it is in the log: {@code UDP Broadcast} ... */
  String title();

  int port();

  /** The sockets for that device; fails with {@link Carrier.CannotOpen} if the device lacks what is needed. */
  Sockets on(Device device);

  /** A plan from its parts. */
  record Plan(String title, String device, int port, java.util.function.Function<Device, Sockets> sockets)
      implements UdpPlan {
    @Override
    public Sockets on(Device found) {
      return sockets.apply(found);
    }
  }

  static UdpPlan bcast(Medium.Bcast medium) {
    return new Plan("UDP Broadcast", medium.device(), medium.port(), device -> {
      if (device.broadcast() == null) {
        throw new Carrier.CannotOpen("it has no IPv4 broadcast address");
      }
      return new Sockets(
          new InetSocketAddress(literal("0.0.0.0"), medium.port()),
          new InetSocketAddress(device.broadcast(), medium.port()),
          true,
          new Options().with(ChannelOption.SO_REUSEADDR, true),
          new Options(),
          new Options().with(ChannelOption.SO_BROADCAST, true).with(UdpOptions.DONT_ROUTE, 1));
    });
  }

  static UdpPlan ucast(Medium.Ucast medium) {
    return new Plan("UDP unicast", medium.device(), medium.port(), device -> new Sockets(
        new InetSocketAddress(literal("0.0.0.0"), medium.port()),
        new InetSocketAddress(literal(medium.address()), medium.port()),
        true,
        reusable(),
        new Options(),
        new Options().with(UdpOptions.IP_TOS, 0x10)));
  }

  static UdpPlan mcast(Medium.Mcast medium) {
    return new Plan("UDP multicast", medium.device(), medium.port(), device -> {
      Inet4Address group = (Inet4Address) literal(medium.group());
      ByteBuffer membership = UdpOptions.membership(group, device.index());
      return new Sockets(
          new InetSocketAddress(group, medium.port()),
          new InetSocketAddress(group, medium.port()),
          false,
          new Options().with(ChannelOption.SO_REUSEADDR, true),
          new Options().with(UdpOptions.MEMBERSHIP, membership),
          new Options()
              .with(UdpOptions.MULTICAST_DEVICE, membership.duplicate())
              .with(UdpOptions.MULTICAST_LOOP, medium.loop() ? 1 : 0)
              .with(UdpOptions.MULTICAST_TTL, medium.ttl()));
    });
  }

  static UdpPlan ucast6(Medium.Ucast6 medium) {
    return new Plan("UDPv6 unicast", medium.device(), medium.port(), device -> new Sockets(
        new InetSocketAddress(literal("::"), medium.port()),
        new InetSocketAddress(scoped(medium.address(), device), medium.port()),
        true,
        reusable().with(UdpOptions.V6_ONLY, 1),
        new Options(),
        new Options().with(UdpOptions.SEND_BUFFER, BUFFER)));
  }

  static UdpPlan mcast6(Medium.Mcast6 medium) {
    return new Plan("UDPv6 multicast", medium.device(), medium.port(), device -> {
      Inet6Address group = (Inet6Address) literal(medium.group());
      return new Sockets(
          new InetSocketAddress(literal("::"), medium.port()),
          new InetSocketAddress(scoped(medium.group(), device), medium.port()),
          false,
          new Options().with(ChannelOption.SO_REUSEADDR, true).with(UdpOptions.V6_ONLY, 1),
          new Options().with(UdpOptions.V6_MEMBERSHIP, UdpOptions.membership(group, device.index())),
          new Options()
              .with(UdpOptions.SEND_BUFFER, BUFFER)
              .with(UdpOptions.V6_MULTICAST_DEVICE, device.index())
              .with(UdpOptions.V6_MULTICAST_LOOP, medium.loop() ? 1 : 0)
              .with(UdpOptions.V6_MULTICAST_HOPS, medium.hops()));
    });
  }

  private static Options reusable() {
    return new Options()
        .with(ChannelOption.SO_REUSEADDR, true)
        .with(io.netty.channel.epoll.EpollChannelOption.SO_REUSEPORT, true);
  }

  /** An address literal; the configuration has resolved names before, so nothing is looked up. */
  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new Carrier.CannotOpen(address + " is no address");
    }
  }

  private static InetAddress scoped(String address, Device device) {
    try {
      InetAddress plain = literal(address);
      return plain.isLinkLocalAddress() || plain.isMulticastAddress()
          ? Inet6Address.getByAddress(null, plain.getAddress(), device.index())
          : plain;
    } catch (UnknownHostException e) {
      throw new Carrier.CannotOpen(address + " is no IPv6 address");
    }
  }
}
