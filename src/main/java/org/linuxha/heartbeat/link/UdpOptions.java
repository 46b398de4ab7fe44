package org.linuxha.heartbeat.link;

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Socket options of one socket, in the order they are set. They go by their Linux numbers: Netty's
 * own names cover only some of them, and some of those mean something else (docs/links.md).
 */
final class UdpOptions {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IFNAMSIZ = 16;

  static final ChannelOption<Integer> REUSE_ADDRESS = integer("SO_REUSEADDR", SOL_SOCKET, 2);
  static final ChannelOption<Integer> DONT_ROUTE = integer("SO_DONTROUTE", SOL_SOCKET, 5);
  static final ChannelOption<Integer> BROADCAST = integer("SO_BROADCAST", SOL_SOCKET, 6);
  static final ChannelOption<Integer> SEND_BUFFER = integer("SO_SNDBUF", SOL_SOCKET, 7);
  static final ChannelOption<Integer> RECEIVE_BUFFER = integer("SO_RCVBUF", SOL_SOCKET, 8);
  static final ChannelOption<Integer> REUSE_PORT = integer("SO_REUSEPORT", SOL_SOCKET, 15);
  static final ChannelOption<ByteBuffer> BIND_TO_DEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, IFNAMSIZ);
  /** Beyond the system's limit; needs CAP_NET_ADMIN. */
  static final ChannelOption<Integer> RECEIVE_BUFFER_FORCE = integer("SO_RCVBUFFORCE", SOL_SOCKET, 33);
  static final ChannelOption<Integer> TYPE_OF_SERVICE = integer("IP_TOS", IPPROTO_IP, 1);
  static final ChannelOption<ByteBuffer> MULTICAST_DEVICE =
      new RawUnixChannelOption("IP_MULTICAST_IF", IPPROTO_IP, 32, 12);
  static final ChannelOption<Integer> MULTICAST_TTL = integer("IP_MULTICAST_TTL", IPPROTO_IP, 33);
  static final ChannelOption<Integer> MULTICAST_LOOP = integer("IP_MULTICAST_LOOP", IPPROTO_IP, 34);
  static final ChannelOption<ByteBuffer> MEMBERSHIP =
      new RawUnixChannelOption("IP_ADD_MEMBERSHIP", IPPROTO_IP, 35, 12);
  static final ChannelOption<Integer> V6_MULTICAST_DEVICE = integer("IPV6_MULTICAST_IF", IPPROTO_IPV6, 17);
  static final ChannelOption<Integer> V6_MULTICAST_HOPS = integer("IPV6_MULTICAST_HOPS", IPPROTO_IPV6, 18);
  static final ChannelOption<Integer> V6_MULTICAST_LOOP = integer("IPV6_MULTICAST_LOOP", IPPROTO_IPV6, 19);
  static final ChannelOption<ByteBuffer> V6_MEMBERSHIP =
      new RawUnixChannelOption("IPV6_ADD_MEMBERSHIP", IPPROTO_IPV6, 20, 20);
  static final ChannelOption<Integer> V6_ONLY = integer("IPV6_V6ONLY", IPPROTO_IPV6, 26);

  private final Map<ChannelOption<?>, Object> values = new LinkedHashMap<>();

  private static ChannelOption<Integer> integer(String name, int level, int number) {
    return new IntegerUnixChannelOption(name, level, number);
  }

  <T> UdpOptions with(ChannelOption<T> option, T value) {
    values.put(option, value);
    return this;
  }

  UdpOptions on(ChannelOption<Integer> option) {
    return with(option, 1);
  }

  UdpOptions boundTo(String device) {
    return with(BIND_TO_DEVICE, deviceName(device));
  }

  UdpOptions without(ChannelOption<?> option) {
    UdpOptions fewer = new UdpOptions();
    fewer.values.putAll(values);
    fewer.values.remove(option);
    return fewer;
  }

  boolean has(ChannelOption<?> option) {
    return values.containsKey(option);
  }

  @SuppressWarnings("unchecked")
  void forEach(BiConsumer<ChannelOption<Object>, Object> setter) {
    values.forEach((option, value) -> setter.accept((ChannelOption<Object>) option, value));
  }

  /** struct ip_mreqn: group, local address, device index. */
  static ByteBuffer membership(Inet4Address group, Inet4Address local, int deviceIndex) {
    return buffer(12).put(group.getAddress()).put(local.getAddress()).putInt(deviceIndex).flip();
  }

  /** struct ipv6_mreq: group, device index. */
  static ByteBuffer membership(Inet6Address group, int deviceIndex) {
    return buffer(20).put(group.getAddress()).putInt(deviceIndex).flip();
  }

  /** A device name, NUL padded. */
  private static ByteBuffer deviceName(String device) {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    return buffer(IFNAMSIZ).put(name, 0, Math.min(name.length, IFNAMSIZ - 1)).rewind();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
