package org.linuxha.heartbeat.bus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.util.Arrays;

/**
 * Opens ICMP sockets, which neither the JDK nor Netty can (platform: {@code icmp(7)}, {@code raw(7)}).
 * The library is loaded when the first one is asked for.
 */
public final class IcmpDescriptor {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_FLAGS = 02004000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int SOL_RAW = 255;
  private static final int FILTER = 1;
  private static final int FILTER6_BYTES = 32;
  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REPLY6 = 129;

  private IcmpDescriptor() {}

  /**
   * An opened socket.
   *
   * @param number the file descriptor, non-blocking
   * @param raw false if the kernel keeps the id and the header of what is sent (an unprivileged socket)
   */
  public record Opened(int number, boolean raw) {}

  /** The C library. */
  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private C() {}

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native int setsockopt(int socket, int level, int option, byte[] value, int length)
        throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;
  }

  /**
   * Blocks while the library is loaded. A raw socket needs CAP_NET_RAW, another one that the group is in
   * {@code net.ipv4.ping_group_range}; the first that is permitted is taken.
   *
   * @throws IOException if neither is permitted, with the system's reason
   */
  public static Opened open(boolean v6) throws IOException {
    int family = v6 ? AF_INET6 : AF_INET;
    int protocol = v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    try {
      int raw = C.socket(family, SOCK_RAW | SOCK_FLAGS, protocol);
      return new Opened(filtered(raw, v6), true);
    } catch (LastErrorException refused) {
      try {
        return new Opened(C.socket(family, SOCK_DGRAM | SOCK_FLAGS, protocol), false);
      } catch (LastErrorException refusedToo) {
        throw new IOException(
            "an ICMP socket is not permitted: it needs CAP_NET_RAW, or the group of the process in"
                + " net.ipv4.ping_group_range (" + refused.getMessage() + ")", refused);
      }
    }
  }

  /** Only echo replies are to come: every raw socket is given a copy of all ICMP traffic of the host. */
  private static int filtered(int socket, boolean v6) throws LastErrorException {
    try {
      if (v6) {
        C.setsockopt(socket, IPPROTO_ICMPV6, FILTER, allBut(FILTER6_BYTES, ECHO_REPLY6), FILTER6_BYTES);
      } else {
        C.setsockopt(socket, SOL_RAW, FILTER, allBut(Integer.BYTES, ECHO_REPLY), Integer.BYTES);
      }
      return socket;
    } catch (LastErrorException e) {
      C.close(socket);
      throw e;
    }
  }

  /** A bit a type, in 32-bit words of the machine (little endian on all we run on); a set bit is blocked. */
  private static byte[] allBut(int length, int type) {
    byte[] bits = new byte[length];
    Arrays.fill(bits, (byte) 0xff);
    bits[type / Byte.SIZE] &= (byte) ~(1 << type % Byte.SIZE);
    return bits;
  }
}
