package org.linuxha.heartbeat.link;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.BiFunction;
import org.linuxha.heartbeat.config.Medium;

/**
 * How one UDP medium sets its two sockets up on the device as it is now: the table of wire.md 8.1, a
 * method a medium.
 *
 * @param started what is said when it works, in the C daemon's words
 * @param sockets fails with {@link Carrier.CannotOpen} if the device lacks what is needed
 */
record UdpPlan(String started, String device, BiFunction<Device, Source, Sockets> sockets) {

  /** 1 MiB holds more than a second of the busiest cluster; C asks for as much on IPv6. */
  static final int BUFFER = 1024 * 1024;
  private static final int LOW_DELAY = 0x10;

  /**
   * Which address of a device a medium uses.
   *
   * @param wanted as heartbeat.json has it; absent: the device's first if one is needed, else the kernel's choice
   */
  record Source(Optional<String> wanted) {
    static final Source ANY = new Source(Optional.empty());

    /** The subnet of the wanted address; null if none is wanted. */
    Device.Subnet subnet(Device device) {
      if (wanted.isEmpty()) {
        return null;
      }
      Device.Subnet found = device.subnet(literal(wanted.get()));
      if (found == null) {
        throw absent();
      }
      return found;
    }

    /** The wanted address; null if none is wanted. */
    Inet6Address address6(Device device) {
      if (wanted.isEmpty()) {
        return null;
      }
      Inet6Address found = literal(wanted.get()) instanceof Inet6Address six ? device.own(six) : null;
      if (found == null) {
        throw absent();
      }
      return found;
    }

    private Carrier.CannotOpen absent() {
      return new Carrier.CannotOpen("the device has not the address " + wanted.get() + ", to which heartbeat.json binds it");
    }
  }

  /**
   * The two sockets of a medium.
   *
   * @param bind where to receive
   * @param source the address to send from; the wildcard if the kernel chooses
   * @param destination where to send
   * @param uses the IPv4 address of the device that bindings or options hold; null if they hold none
   * @param receive options of the receiving socket, before bind
   * @param joined options of the receiving socket, after bind
   * @param send options of the sending socket
   */
  record Sockets(
      InetSocketAddress bind,
      InetAddress source,
      InetSocketAddress destination,
      Device.Subnet uses,
      UdpOptions receive,
      UdpOptions joined,
      UdpOptions send) {
    boolean isV6() {
      return bind.getAddress() instanceof Inet6Address;
    }

    /** The same for whom the kernel does not allow to bind to a device. */
    Sockets unbound() {
      return new Sockets(
          bind,
          source,
          destination,
          uses,
          receive.without(UdpOptions.BIND_TO_DEVICE),
          joined,
          send.without(UdpOptions.BIND_TO_DEVICE));
    }
  }

  static UdpPlan bcast(Medium.Bcast medium) {
    int port = medium.port();
    return new UdpPlan(
        "UDP Broadcast heartbeat started on port " + port + " (" + port + ") interface " + medium.device(),
        medium.device(),
        (device, source) -> {
          Device.Subnet bound = source.subnet(device);
          Device.Subnet uses = bound == null ? address(device) : bound;
          if (uses.broadcast() == null) {
            throw new Carrier.CannotOpen("the device has no broadcast address");
          }
          return new Sockets(
              at("0.0.0.0", port),
              orAny(bound),
              new InetSocketAddress(uses.broadcast(), port),
              uses,
              receiving().boundTo(device.name()),
              new UdpOptions(),
              new UdpOptions()
                  .on(UdpOptions.BROADCAST)
                  .on(UdpOptions.DONT_ROUTE)
                  .boundTo(device.name()));
        });
  }

  static UdpPlan ucast(Medium.Ucast medium) {
    return new UdpPlan(
        "ucast: started on port " + medium.port() + " interface " + medium.device() + " to " + medium.address(),
        medium.device(),
        (device, source) -> {
          Device.Subnet bound = source.subnet(device);
          return new Sockets(
              new InetSocketAddress(orAny(bound), medium.port()),
              orAny(bound),
              at(medium.address(), medium.port()),
              bound,
              receiving().boundTo(device.name()).on(UdpOptions.REUSE_PORT),
              new UdpOptions(),
              new UdpOptions()
                  .with(UdpOptions.TYPE_OF_SERVICE, LOW_DELAY)
                  .boundTo(device.name())
                  .on(UdpOptions.REUSE_PORT));
        });
  }

  static UdpPlan mcast(Medium.Mcast medium) {
    return new UdpPlan(
        "UDP multicast heartbeat started for group " + medium.group() + " port " + medium.port() + " interface "
            + medium.device() + " (ttl=" + medium.ttl() + " loop=" + (medium.loop() ? 1 : 0) + ")",
        medium.device(),
        (device, source) -> {
          Device.Subnet bound = source.subnet(device);
          Device.Subnet uses = bound == null ? address(device) : bound;
          Inet4Address group = (Inet4Address) literal(medium.group());
          InetSocketAddress there = new InetSocketAddress(group, medium.port());
          return new Sockets(
              there,
              orAny(bound),
              there,
              uses,
              receiving(),
              new UdpOptions()
                  .with(UdpOptions.MEMBERSHIP, UdpOptions.membership(group, uses.address(), device.index())),
              new UdpOptions()
                  .with(UdpOptions.MULTICAST_DEVICE, UdpOptions.membership(group, uses.address(), device.index()))
                  .with(UdpOptions.MULTICAST_LOOP, medium.loop() ? 1 : 0)
                  .with(UdpOptions.MULTICAST_TTL, medium.ttl()));
        });
  }

  static UdpPlan ucast6(Medium.Ucast6 medium) {
    return new UdpPlan(
        "ucast6: heartbeat started for [" + medium.address() + "]:" + medium.port() + " on interface "
            + medium.device(),
        medium.device(),
        (device, source) -> {
          InetAddress bound = orAny(source.address6(device));
          return new Sockets(
              new InetSocketAddress(bound, medium.port()),
              bound,
              new InetSocketAddress(scoped(medium.address(), device), medium.port()),
              null,
              receiving().on(UdpOptions.V6_ONLY).boundTo(device.name()).on(UdpOptions.REUSE_PORT),
              new UdpOptions(),
              new UdpOptions().with(UdpOptions.SEND_BUFFER, BUFFER).boundTo(device.name()));
        });
  }

  static UdpPlan mcast6(Medium.Mcast6 medium) {
    return new UdpPlan(
        "UDP multicast heartbeat started for [" + medium.group() + "]:" + medium.port() + " on interface "
            + medium.device() + " (hops=" + medium.hops() + " loop=" + (medium.loop() ? 1 : 0) + ")",
        medium.device(),
        (device, source) -> {
          Inet6Address group = (Inet6Address) literal(medium.group());
          return new Sockets(
              at("::", medium.port()),
              orAny(source.address6(device)),
              new InetSocketAddress(scoped(medium.group(), device), medium.port()),
              null,
              receiving().on(UdpOptions.V6_ONLY),
              new UdpOptions().with(UdpOptions.V6_MEMBERSHIP, UdpOptions.membership(group, device.index())),
              new UdpOptions()
                  .with(UdpOptions.SEND_BUFFER, BUFFER)
                  .with(UdpOptions.V6_MULTICAST_DEVICE, device.index())
                  .with(UdpOptions.V6_MULTICAST_LOOP, medium.loop() ? 1 : 0)
                  .with(UdpOptions.V6_MULTICAST_HOPS, medium.hops()));
        });
  }

  private static UdpOptions receiving() {
    return new UdpOptions().on(UdpOptions.REUSE_ADDRESS).with(UdpOptions.RECEIVE_BUFFER, BUFFER);
  }

  private static Device.Subnet address(Device device) {
    if (device.primary() == null) {
      throw new Carrier.CannotOpen("the device has no IPv4 address");
    }
    return device.primary();
  }

  private static InetAddress orAny(Device.Subnet bound) {
    return bound == null ? literal("0.0.0.0") : bound.address();
  }

  private static InetAddress orAny(Inet6Address bound) {
    return bound == null ? literal("::") : bound;
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(literal(address), port);
  }

  /** The configuration has resolved names before; nothing is looked up here, for that could block. */
  private static InetAddress literal(String address) {
    InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
    if (parsed == null) {
      throw new Carrier.CannotOpen("'" + address + "' is no IP address");
    }
    return parsed;
  }

  /** Link-local and multicast addresses mean nothing without a device. */
  private static InetAddress scoped(String address, Device device) {
    InetAddress plain = literal(address);
    if (!plain.isLinkLocalAddress() && !plain.isMulticastAddress()) {
      return plain;
    }
    try {
      return Inet6Address.getByAddress(null, plain.getAddress(), device.index());
    } catch (UnknownHostException e) {
      throw new Carrier.CannotOpen("'" + address + "' is no IPv6 address");
    }
  }
}
