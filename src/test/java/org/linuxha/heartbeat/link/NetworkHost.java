package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A network namespace with a {@link LinkPeer} in it. It lives as long as its first process, which dies
 * with us: nothing is left over however the test ends.
 */
final class NetworkHost implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("^ *\\d+: [0-9A-F]+:([0-9A-F]{4}) ");

  private final Process namespace;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Process peer;
  private int seen;

  NetworkHost() throws Exception {
    namespace = new ProcessBuilder(
        "unshare", "--net", "--kill-child", "--fork", "bash", "-c",
        "ip link set lo up; echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad; echo ready; read -r _")
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(reader(namespace).readLine()).isEqualTo("ready");
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private long pid() {
    return namespace.children().findFirst().orElseThrow().pid();
  }

  private List<String> inside(List<String> command) {
    List<String> entered = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid()), "-n", "--"));
    entered.addAll(command);
    return entered;
  }

  /** Runs a command inside, words separated by blanks, and fails if it fails. */
  void run(String command) throws Exception {
    Process process = new ProcessBuilder(inside(Arrays.asList(command.split(" ")))).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
    assertThat(process.exitValue()).as(command).isZero();
  }

  /** Makes a cable between two hosts, one device each. */
  static void cable(NetworkHost one, String device, NetworkHost other, String peerDevice) throws Exception {
    one.run("ip link add " + device + " type veth peer name " + peerDevice + " netns " + other.pid());
  }

  /** Starts the peer, with some words before the command. */
  void startPeer(String... wrapper) throws Exception {
    List<String> command = new ArrayList<>(Arrays.asList(wrapper));
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx64m",
        "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
        LinkPeer.class.getName()));
    peer = new ProcessBuilder(inside(command)).redirectErrorStream(true).start();
    BufferedReader said = reader(peer);
    Thread reading = new Thread(() -> said.lines().forEach(lines::add), "peer output");
    reading.setDaemon(true);
    reading.start();
    awaitLine("@ READY");
  }

  void order(String order) throws Exception {
    peer.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
    peer.getOutputStream().flush();
  }

  /** Deploys a medium and waits until it works. */
  void open(String id, String medium) throws Exception {
    order("open " + id + " " + medium);
    awaitLine("@ STATE " + id + " open");
    awaitLine("@ DEPLOYED " + id);
  }

  /** Undeploys everything and forgets what was said. */
  void reset() throws Exception {
    forget();
    order("reset");
    awaitLine("@ RESET");
    forget();
  }

  void shut(String id) throws Exception {
    order("close " + id);
    awaitLine("@ UNDEPLOYED " + id);
  }

  /** Waits for a line with that part which came after {@link #forget}, and returns it. */
  String awaitLine(String part) throws Exception {
    Bench.await(() -> !with(part).isEmpty(), () -> part + " in " + lines.stream().skip(seen).toList());
    return with(part).get(0);
  }

  /** The lines with that part since {@link #forget}. */
  List<String> with(String part) {
    return lines.stream().skip(seen).filter(line -> line.contains(part)).toList();
  }

  /** What was said up to now counts no more. */
  void forget() {
    seen = lines.size();
  }

  /** The addresses, with ports, that UDP sockets inside are bound to: {@code 10.77.0.1:694}; an IPv6 one in brackets. */
  Set<String> udpAddresses() throws Exception {
    Process asked = new ProcessBuilder(inside(List.of("ss", "-uanH"))).redirectErrorStream(true).start();
    return reader(asked).lines().map(line -> line.strip().split("\\s+")[3].replaceFirst("%[^:\\]]*", "")).collect(Collectors.toSet());
  }

  /** The UDP ports that are bound inside, without that one. */
  Set<Integer> otherUdpPorts(int port) throws Exception {
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("udp", "udp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/net/" + table))) {
        var found = PORT.matcher(line);
        if (found.find()) {
          ports.add(Integer.parseInt(found.group(1), 16));
        }
      }
    }
    ports.remove(port);
    return ports;
  }

  @Override
  public void close() throws Exception {
    if (peer != null) {
      peer.getOutputStream().close();
      if (!peer.waitFor(20, TimeUnit.SECONDS)) {
        peer.destroyForcibly();
      }
    }
    namespace.getOutputStream().close();
    if (!namespace.waitFor(20, TimeUnit.SECONDS)) {
      namespace.destroyForcibly();
    }
  }
}
