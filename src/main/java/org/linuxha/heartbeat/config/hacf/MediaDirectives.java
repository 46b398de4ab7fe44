package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.problem.Code;

/** Links to one peer or one network, ping nodes, and the settings of later lines (wire.md 8). */
final class MediaDirectives {
  private static final Set<Integer> BAUDS =
      Set.of(9600, 19200, 38400, 57600, 115200, 230400, 460800);

  private MediaDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.setting("baud", "19200", "baud rate", MediaDirectives::baud),
        Directive.setting("udpport", null, "UDP port number", MediaDirectives::udpport),
        Directive.values("bcast", MediaDirectives::bcast),
        Directive.line("ucast", MediaDirectives::ucast),
        Directive.line("ucast6", Ucast6Directive::read),
        Directive.line("mcast", MulticastDirectives::mcast),
        Directive.line("mcast6", MulticastDirectives::mcast6),
        Directive.values("serial", MediaDirectives::serial),
        Directive.values("ping", MediaDirectives::ping),
        Directive.values("ping6", MediaDirectives::ping6),
        Directive.line("ping_group", MediaDirectives::pingGroup));
  }

  private static void udpport(Entry entry) throws Refusal {
    entry.draft().udpport = entry.number(1, 65535, Code.PORT_INVALID,
        "invalid port " + entry.shown() + " specified");
    int port = entry.draft().udpport;
    precedesMedia(entry, medium ->
        medium instanceof Medium.Bcast bcast && bcast.port() != port
            || medium instanceof Medium.Ucast ucast && ucast.port() != port
            || medium instanceof Medium.Ucast6 ucast6 && ucast6.port() != port);
  }

  private static void baud(Entry entry) throws Refusal {
    if (entry.draft().parameters.containsKey("baud")) {
      throw new Refusal(Code.DIRECTIVE_REPEATED, "Baudrate multiply specified");
    }
    int baud = entry.number(0, Integer.MAX_VALUE, Code.BAUD_INVALID,
        "invalid baudrate " + entry.shown() + " specified");
    if (!BAUDS.contains(baud)) {
      throw new Refusal(Code.BAUD_INVALID, "invalid baudrate " + entry.shown() + " specified");
    }
    entry.draft().baud = baud;
    precedesMedia(entry, medium -> medium instanceof Medium.Serial serial && serial.baud() != baud);
  }

  /** Lines are processed strictly in order: media above keep what they had. */
  private static void precedesMedia(Entry entry, Predicate<Medium> differs) {
    List<String> above = entry.draft().media.stream().filter(differs)
        .map(medium -> medium.kind() + " " + medium.linkName()).distinct().toList();
    if (!above.isEmpty()) {
      entry.warn(Code.SETTING_AFTER_MEDIA, entry.statement().name()
          + " setting must precede media statements; it does not affect "
          + String.join(", ", above));
    }
  }

  private static void bcast(Entry entry) {
    String device = entry.value();
    notReady(entry, entry.environment().broadcastProblem(device), device);
    entry.draft().media.add(new Medium.Bcast(device, entry.draft().port()));
  }

  /** C Heartbeat refuses to start; we report, open the link later, and lose no other link. */
  static void notReady(Entry entry, String problem, String device) {
    if (problem != null) {
      entry.warn(Code.DEVICE_NOT_READY,
          "Interface [" + Statement.printable(device) + "] is not ready: " + problem);
    }
  }

  private static void ucast(Entry entry) throws Refusal {
    List<String> words = entry.words();
    String device = words.isEmpty() ? "" : words.get(0);
    if (words.size() < 2) {
      throw new Refusal(Code.MEDIUM_INCOMPLETE, "ucast: [" + Statement.printable(device)
          + "] missing target IP address/hostname");
    }
    String host = words.get(1);
    String address = entry.environment().resolveIpv4(host);
    if (address == null) {
      throw new Refusal(Code.HOST_UNKNOWN,
          "ucast: cannot resolve hostname [" + Statement.printable(host) + "]");
    }
    notReady(entry, entry.environment().deviceProblem(device), device);
    entry.draft().media.add(new Medium.Ucast(device, address, entry.draft().port()));
  }

  private static void serial(Entry entry) throws Refusal {
    String device = entry.value();
    if (!device.startsWith("/")) {
      throw new Refusal(Code.SERIAL_INVALID,
          "Serial port not full pathname " + entry.shown() + " in config file");
    }
    if (!entry.environment().exists(device)) {
      entry.warn(Code.DEVICE_NOT_READY, "Nonexistent serial port " + entry.shown());
    } else if (!entry.environment().isCharacterDevice(device)) {
      throw new Refusal(Code.SERIAL_INVALID,
          "Serial port " + entry.shown() + " not a char device in config file");
    }
    entry.draft().media.add(new Medium.Serial(device, entry.draft().baud));
  }

  private static void ping(Entry entry) throws Refusal {
    String address = entry.environment().resolveIpv4(entry.value());
    if (address == null) {
      throw new Refusal(Code.HOST_UNKNOWN, "unknown host: " + Statement.printable(entry.value()));
    }
    addPing(entry, "ping", entry.value(), List.of(address));
  }

  private static void ping6(Entry entry) throws Refusal {
    String address = IpText.looksLikeIpv6(entry.value())
        ? entry.environment().resolveIpv6(entry.value()) : null;
    if (address == null) {
      throw new Refusal(Code.MEDIUM_ADDRESS_INVALID,
          "Illegal ping6 " + entry.shown() + ": it is no literal IPv6 address");
    }
    addPing(entry, "ping6", entry.value(), List.of(address));
  }

  private static void pingGroup(Entry entry) throws Refusal {
    List<String> words = entry.words();
    if (words.size() < 2) {
      throw new Refusal(Code.MEDIUM_INCOMPLETE,
          "ping_group needs a name and at least one address");
    }
    List<String> addresses = new ArrayList<>();
    for (String host : words.subList(1, words.size())) {
      String address = entry.environment().resolveIpv4(host);
      if (address == null) {
        entry.warn(Code.PING_HOST_UNKNOWN, "unknown host: " + Statement.printable(host));
      } else {
        addresses.add(address);
      }
    }
    addPing(entry, "ping_group", words.get(0), addresses);
  }

  private static void addPing(Entry entry, String kind, String name, List<String> addresses) {
    Draft draft = entry.draft();
    if (!draft.pingNodes.add(name) || draft.nodes.contains(name)) {
      entry.warn(Code.NODE_REPEATED, "Node [" + Statement.printable(name) + "] is named twice");
      return;
    }
    draft.nodeOrder.add(name);
    draft.media.add(new Medium.Ping(kind, name, addresses));
  }
}
