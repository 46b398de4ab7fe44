package org.linuxha.heartbeat.setup;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Ports that others use, and lines that lead nowhere but to ourselves. */
final class NetworkCheck {
  private final List<Medium> media;
  private final OptionalInt http;
  private final Ports ports = new Ports();

  /** @param http the TCP port of the HTTP service, if it has a fixed one */
  NetworkCheck(List<Medium> media, OptionalInt http) {
    this.media = media;
    this.http = http;
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int port : portsOfMedia()) {
      ports.stranger(port).ifPresent(owner ->
          problems.add(new Problem(Code.PORT_TAKEN, "port " + port, "UDP port " + port + " is used by " + owner + ".")));
    }
    http.ifPresent(port -> ports.listener(port).ifPresent(owner -> problems.add(
        new Problem(Code.HTTP_PORT_USED, "port " + port, "TCP port " + port + " is used by " + owner + "."))));
    Map<String, Boolean> onlyOurselves = new LinkedHashMap<>();
    for (Medium medium : media) {
      address(medium).ifPresent(address -> onlyOurselves.merge(
          medium.kind() + " " + medium.linkName(), isOurs(address), Boolean::logicalAnd));
    }
    onlyOurselves.forEach((link, ours) -> {
      if (ours) {
        problems.add(new Problem(Code.UCAST_TO_NOBODY, link, "Every address of these lines is one of this machine."));
      }
    });
    return problems;
  }

  private Set<Integer> portsOfMedia() {
    Set<Integer> all = new TreeSet<>();
    for (Medium medium : media) {
      if (medium instanceof Medium.Bcast one) {
        all.add(one.port());
      } else if (medium instanceof Medium.Ucast one) {
        all.add(one.port());
      } else if (medium instanceof Medium.Ucast6 one) {
        all.add(one.port());
      } else if (medium instanceof Medium.Mcast one) {
        all.add(one.port());
      } else if (medium instanceof Medium.Mcast6 one) {
        all.add(one.port());
      }
    }
    return all;
  }

  private static Optional<String> address(Medium medium) {
    if (medium instanceof Medium.Ucast one) {
      return Optional.of(one.address());
    }
    return medium instanceof Medium.Ucast6 one ? Optional.of(one.address()) : Optional.empty();
  }

  /** Literal addresses only: nothing is looked up. */
  private static boolean isOurs(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (SocketException | UnknownHostException e) {
      return false;
    }
  }
}
