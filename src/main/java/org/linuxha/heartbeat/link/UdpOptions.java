package org.linuxha.heartbeat.link;

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The socket options of wire.md 8.1 by their Linux numbers: Netty's own names cover only some of them. */
final class UdpOptions {
  static final ChannelOption<Integer> DONT_ROUTE = new IntegerUnixChannelOption("SO_DONTROUTE", 1, 5);
  static final ChannelOption<Integer> RECEIVE_BUFFER = new IntegerUnixChannelOption("SO_RCVBUF", 1, 8);
  static final ChannelOption<Integer> SEND_BUFFER = new IntegerUnixChannelOption("SO_SNDBUF", 1, 7);
  /** Beyond the system's limit; needs CAP_NET_ADMIN. */
  static final ChannelOption<Integer> RECEIVE_BUFFER_FORCE = new IntegerUnixChannelOption("SO_RCVBUFFORCE", 1, 33);
  static final ChannelOption<Integer> IP_TOS = new IntegerUnixChannelOption("IP_TOS", 0, 1);
  static final ChannelOption<Integer> MULTICAST_TTL = new IntegerUnixChannelOption("IP_MULTICAST_TTL", 0, 33);
  static final ChannelOption<Integer> MULTICAST_LOOP = new IntegerUnixChannelOption("IP_MULTICAST_LOOP", 0, 34);
  static final ChannelOption<ByteBuffer> MULTICAST_DEVICE = new RawUnixChannelOption("IP_MULTICAST_IF", 0, 32, 12);
  static final ChannelOption<ByteBuffer> MEMBERSHIP = new RawUnixChannelOption("IP_ADD_MEMBERSHIP", 0, 35, 12);
  static final ChannelOption<Integer> V6_ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);
  static final ChannelOption<Integer> V6_MULTICAST_DEVICE = new IntegerUnixChannelOption("IPV6_MULTICAST_IF", 41, 17);
  static final ChannelOption<Integer> V6_MULTICAST_HOPS = new IntegerUnixChannelOption("IPV6_MULTICAST_HOPS", 41, 18);
  static final ChannelOption<Integer> V6_MULTICAST_LOOP = new IntegerUnixChannelOption("IPV6_MULTICAST_LOOP", 41, 19);
  static final ChannelOption<ByteBuffer> V6_MEMBERSHIP = new RawUnixChannelOption("IPV6_ADD_MEMBERSHIP", 41, 20, 20);
  static final ChannelOption<ByteBuffer> BIND_TO_DEVICE = new RawUnixChannelOption("SO_BINDTODEVICE", 1, 25, 16);

  private UdpOptions() {}

  /** struct ip_mreqn: group, no local address, device index. */
  static ByteBuffer membership(Inet4Address group, int deviceIndex) {
    return buffer(12).put(group.getAddress()).putInt(0).putInt(deviceIndex).flip();
  }

  /** struct ipv6_mreq: group, device index. */
  static ByteBuffer membership(Inet6Address group, int deviceIndex) {
    return buffer(20).put(group.getAddress()).putInt(deviceIndex).flip();
  }

  /** A device name, NUL padded to IFNAMSIZ. */
  static ByteBuffer deviceName(String device) {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    ByteBuffer padded = buffer(16).put(name, 0, Math.min(name.length, 15));
    return padded.rewind();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
