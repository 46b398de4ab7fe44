package org.linuxha.heartbeat.config;

import java.util.List;

/**
 * One configured medium (wire.md 8): a record a kind. A medium directive with several values makes
 * several of these. Ports are UDP ports, resolved when the configuration is read.
 */
public sealed interface Medium {

  /** The directive that makes it, which is also its kind in logs: {@code bcast}, {@code ucast} ... */
  String kind();

  /** The link name in logs and link status: an interface, a device path, or a ping node's name (wire.md 8.1). */
  String linkName();

  /** Broadcast on an interface. */
  record Bcast(String device, int port) implements Medium {
    @Override
    public String kind() {
      return "bcast";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** Unicast to one peer; {@code address} is a literal IPv4 address. */
  record Ucast(String device, String address, int port) implements Medium {
    @Override
    public String kind() {
      return "ucast";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** IPv6 unicast to one peer; {@code address} is a literal without scope. */
  record Ucast6(String device, String address, int port) implements Medium {
    @Override
    public String kind() {
      return "ucast6";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** Multicast; {@code ttl} 0..255, {@code loop} whether this host hears itself. */
  record Mcast(String device, String group, int port, int ttl, boolean loop) implements Medium {
    @Override
    public String kind() {
      return "mcast";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** IPv6 multicast. */
  record Mcast6(String device, String group, int port, int hops, boolean loop) implements Medium {
    @Override
    public String kind() {
      return "mcast6";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** A serial line, {@code baud} in bit/s. */
  record Serial(String device, int baud) implements Medium {
    @Override
    public String kind() {
      return "serial";
    }

    @Override
    public String linkName() {
      return device;
    }
  }

  /** A ping node: {@code kind} is {@code ping}, {@code ping6} or {@code ping_group}; a node of its own (wire.md 8.7). */
  record Ping(String kind, String name, List<String> addresses) implements Medium {
    public Ping {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String linkName() {
      return name;
    }
  }
}
