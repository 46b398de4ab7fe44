package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Media". */
final class GuideMedia {
  static final String TITLE = "Media";

  private GuideMedia() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("bcast", "IF...",
            "interfaces with a broadcast address (`udp` is the old name)",
            "none",
            "a private network or cross-over cable",
            "C does not start while the interface is missing"),
        new Guidance("ucast", "IF ADDR",
            "interface, IPv4 address or name",
            "none",
            "routed networks and clouds; one line a peer; our own address may stand there, so that "
                + "the file is the same everywhere",
            "no"),
        new Guidance("mcast", "IF GROUP PORT TTL LOOP",
            "group 224.0.0.0 to 239.255.255.255; port 1 to 65535; TTL 0 to 4 (to 255 with a "
                + "warning); loop 0 or 1",
            "none",
            "a shared network with several clusters, each with its group; TTL 1, loop 0",
            "C does not start while the interface is missing, and refuses a TTL above 4"),
        new Guidance("ucast6", "IF ADDR",
            "literal unicast address; `%IF` allowed behind a link-local one",
            "none",
            "as ucast",
            "C does not start while the interface is missing"),
        new Guidance("mcast6", "IF GROUP PORT HOPS LOOP",
            "group `ff..`; as mcast",
            "none",
            "as mcast",
            "C does not start while the interface is missing, and refuses hops above 4"),
        new Guidance("serial", "DEV...",
            "full path of a character device",
            "none",
            "a second way for two nodes that shares nothing with the network; for more nodes a ring of lines "
                + "([links.md](links.md#chains-and-rings))",
            "C does not start while the device is missing, does not open it again when it was "
                + "unplugged, and passes nothing on in a chain or ring"),
        new Guidance("udpport", "N",
            "UDP port 1 to 65535 of bcast, ucast, ucast6 below it",
            "service `ha-cluster` of /etc/services, else 694",
            "another port for a second cluster on the same network",
            "C keeps the lowest 16 bits of a number that is no port"),
        new Guidance("baud", "N",
            "9600 19200 38400 57600 115200 230400 460800, of serial lines below it; once",
            "`19200`",
            "the fastest that the cable carries",
            "no"),
        new Guidance("ping", "ADDR...",
            "IPv4 address or name: a pseudo node that answers echo",
            "none",
            "the router, never another node",
            "no"),
        new Guidance("ping6", "ADDR...",
            "literal IPv6 address",
            "none",
            "as ping",
            "no"),
        new Guidance("ping_group", "NAME ADDR...",
            "alive while any of them answers",
            "none",
            "several routers",
            "no"));
  }
}
