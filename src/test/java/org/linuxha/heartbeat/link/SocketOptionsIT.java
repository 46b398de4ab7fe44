package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system calls with which sockets are set up, against the table of wire.md 8.1. Needs root and strace. */
class SocketOptionsIT {
  private static final String RECEIVE_BUFFER = "SOL_SOCKET, SO_RCVBUF, [1048576]";
  private static final String SEND_BUFFER = "SOL_SOCKET, SO_SNDBUF, [1048576]";
  private static final String REUSE = "SOL_SOCKET, SO_REUSEADDR, [1]";
  private static final String REUSE_PORT = "SOL_SOCKET, SO_REUSEPORT, [1]";
  private static final String DEVICE = "SOL_SOCKET, SO_BINDTODEVICE, \"eth0\\0";

  /** What each of the two sockets of a medium must have had done to it. */
  private record Row(String medium, List<String> receive, List<String> send) {
    boolean boundToDevice() {
      return receive.contains(DEVICE);
    }
  }

  private static final List<Row> TABLE = List.of(
      new Row("bcast eth0 - 694",
          List.of(REUSE, DEVICE, "sin_port=htons(694), sin_addr=inet_addr(\"0.0.0.0\")"),
          List.of("SOL_SOCKET, SO_BROADCAST, [1]", "SOL_SOCKET, SO_DONTROUTE, [1]", DEVICE)),
      new Row("ucast eth0 10.77.0.2 694",
          List.of(REUSE, DEVICE, REUSE_PORT, "sin_port=htons(694), sin_addr=inet_addr(\"0.0.0.0\")"),
          List.of("SOL_IP, IP_TOS, [16]", DEVICE, REUSE_PORT)),
      new Row("mcast eth0 239.0.0.43 694 3 0",
          List.of(REUSE, "sin_port=htons(694), sin_addr=inet_addr(\"239.0.0.43\")",
              "SOL_IP, IP_ADD_MEMBERSHIP, {imr_multiaddr=inet_addr(\"239.0.0.43\"), imr_interface=inet_addr(\"10.77.0.1\")"),
          List.of("SOL_IP, IP_MULTICAST_IF", "SOL_IP, IP_MULTICAST_LOOP, [0]", "SOL_IP, IP_MULTICAST_TTL, [3]")),
      new Row("ucast6 eth0 fd77::2 694",
          List.of(REUSE, RECEIVE_BUFFER, DEVICE, REUSE_PORT, "sin6_port=htons(694)", "inet_pton(AF_INET6, \"::\""),
          List.of(SEND_BUFFER, DEVICE)),
      new Row("mcast6 eth0 ff02::43 694 3 1",
          List.of(REUSE, RECEIVE_BUFFER, "sin6_port=htons(694)", "inet_pton(AF_INET6, \"::\"",
              "SOL_IPV6, IPV6_ADD_MEMBERSHIP, {inet_pton(AF_INET6, \"ff02::43\""),
          List.of(SEND_BUFFER, "SOL_IPV6, IPV6_MULTICAST_IF", "SOL_IPV6, IPV6_MULTICAST_LOOP, [1]",
              "SOL_IPV6, IPV6_MULTICAST_HOPS, [3]")));

  @Test
  void theKernelSeesTheOptionsOfTheTable(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    Path trace = directory.resolve("trace");
    try (NetworkHost host = new NetworkHost()) {
      host.run("ip link add eth0 type veth peer name eth9");
      host.run("ip link set eth9 up");
      host.run("ip addr add 10.77.0.1/24 brd + dev eth0");
      host.run("ip addr add fd77::1/64 dev eth0 nodad");
      host.run("ip link set eth0 up");
      host.startPeer(
          "strace", "-f", "-qq", "--seccomp-bpf", "-s", "64", "-e", "trace=setsockopt,bind", "-o", trace.toString());
      int before = Files.readAllLines(trace).size();
      for (Row row : TABLE) {
        host.open("1", row.medium());
        host.awaitLine("@ STATE 1 open");
        host.shut("1");
        host.forget();
        List<String> all = Files.readAllLines(trace);
        check(row, all.subList(before, all.size()));
        before = all.size();
      }
    }
  }

  private static void check(Row row, List<String> calls) {
    String receiver = callsOn(descriptorBoundTo("694", calls), calls);
    String sender = callsOn(descriptorBoundTo("0", calls), calls);
    assertThat(receiver).as(row.medium() + " receives").contains(row.receive());
    assertThat(sender).as(row.medium() + " sends").contains(row.send());
    if (!row.boundToDevice()) {
      assertThat(receiver + sender).as(row.medium()).doesNotContain("SO_BINDTODEVICE");
    }
  }

  private static String descriptorBoundTo(String port, List<String> calls) {
    Pattern bind = Pattern.compile("bind\\((\\d+), \\{sa_family=AF_INET6?, sin6?_port=htons\\(" + port + "\\).*");
    return calls.stream().map(bind::matcher).filter(java.util.regex.Matcher::find)
        .map(found -> found.group(1)).findFirst()
        .orElseThrow(() -> new AssertionError("no socket bound to port " + port + " in " + calls));
  }

  private static String callsOn(String descriptor, List<String> calls) {
    return calls.stream()
        .filter(call -> call.contains("setsockopt(" + descriptor + ",") || call.contains("bind(" + descriptor + ","))
        .collect(Collectors.joining("\n"));
  }
}
