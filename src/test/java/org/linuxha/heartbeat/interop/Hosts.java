package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some hosts and the two Ethernet switches between them, in namespaces of their own.
 *
 * <p>Use it as a parameter of a test with {@link Interop}, or in a try block. Everything that was
 * started inside ends with {@link #close()}; the files of each host stay below {@link #home()}.
 */
final class Hosts implements AutoCloseable {

  private final Path home;
  private final Namespace switches;
  private final Map<String, Host> byName = new LinkedHashMap<>();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  private Hosts(Path home) throws IOException {
    this.home = Files.createDirectories(home);
    this.switches = Namespace.open("switches", List.of(), home.resolve("switches.err"));
    toClose.push(switches);
  }

  /** Hosts with these names, numbered from 1 in that order, all links up. */
  static Hosts open(Path home, List<String> names) {
    Hosts hosts = null;
    try {
      hosts = new Hosts(home);
      hosts.build(names);
      return hosts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      if (hosts != null) {
        hosts.close();
      }
      throw e;
    }
  }

  private void build(List<String> names) throws IOException {
    StringBuilder known = new StringBuilder("127.0.0.1 localhost\n");
    for (int i = 0; i < names.size(); i++) {
      known.append("10.77.0.").append(i + 1).append(' ').append(names.get(i)).append('\n');
    }
    Path hostsFile = Files.writeString(home.resolve("hosts"), known);
    for (int link = 0; link < Host.LINKS; link++) {
      onSwitches("ip link add sw" + link + " type bridge stp_state 0 forward_delay 0"
          + " mcast_snooping 0 && ip link set sw" + link + " up");
    }
    for (String name : names) {
      Host host = new Host(name, byName.size() + 1, home.resolve(name), hostsFile);
      byName.put(name, host);
      toClose.push(host);
      for (int link = 0; link < Host.LINKS; link++) {
        connect(host, link);
      }
    }
  }

  /** Gives a host its device of one link, at first or after it was deleted there. */
  void connect(Host host, int link) {
    String port = host.name() + "." + link;
    Command.run(Host.COMMAND_LIMIT,
        List.of("nsenter", "-t", Long.toString(switches.init()), "-n", "--", "ip", "link", "add",
            port, "type", "veth", "peer", "name", "eth" + link, "netns",
            Long.toString(host.namespace().init()))).orFail();
    onSwitches("ip link set " + port + " master sw" + link + " up");
    host.sh("ip addr add " + host.address(link) + "/24 brd + dev eth" + link
        + " && ip link set eth" + link + " up && ip -6 addr add " + host.address6(link)
        + "/64 dev eth" + link + " nodad").orFail();
  }

  /** Pulls or plugs the cable of one link between a host and its switch. */
  void setCable(Host host, int link, boolean plugged) {
    onSwitches("ip link set " + host.name() + "." + link + (plugged ? " up" : " down"));
  }

  /** Takes a host off a switch, or puts it back, while its cable stays plugged: nobody sees a dead carrier. */
  void setAttached(Host host, int link, boolean attached) {
    onSwitches("ip link set " + host.name() + "." + link + (attached ? " master sw" + link : " nomaster"));
  }

  /** Runs a script where both switches are: {@code sw0}, {@code sw1}, and a port {@code HOST.LINK} for each cable. */
  Command.Result onSwitches(String script) {
    return Command.run(Host.COMMAND_LIMIT, Command.join(switches.enter(), List.of("sh", "-c", script))).orFail();
  }

  Host get(String name) {
    Host host = byName.get(name);
    if (host == null) {
      throw new IllegalArgumentException("no host " + name + " among " + byName.keySet());
    }
    return host;
  }

  List<Host> all() {
    return List.copyOf(byName.values());
  }

  Path home() {
    return home;
  }

  /** Records what crosses a switch from now on into {@code link0.pcap} or {@code link1.pcap}. */
  Capture capture(int link) {
    Capture capture = Capture.start(switches, "sw" + link, home.resolve("link" + link + ".pcap"));
    toClose.push(capture);
    return capture;
  }

  /** Records what one host hears and says on a link, before its own rules drop anything. */
  Capture capture(Host host, int link) {
    Capture capture =
        Capture.start(host.namespace(), "eth" + link, home.resolve(host.name() + "." + link + ".pcap"));
    toClose.push(capture);
    return capture;
  }

  /** What a person would look at first: the last lines of every host's log. */
  String lastLogs(int lines) {
    return byName.values().stream()
        .map(h -> "--- " + h.name() + " (" + h.home() + ")\n" + tail(h.log(), lines)
            + "\n--- " + h.name() + " printed at its start\n" + tail(h.startOutput(), 8))
        .collect(Collectors.joining("\n"));
  }

  static String tail(String text, int lines) {
    List<String> all = text.lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  /** Waits for a condition; when it does not come in time the message holds everybody's logs. */
  void await(String what, Duration limit, Await.Condition condition) {
    Await.that(what, limit, condition, () -> lastLogs(40));
  }

  /** The same with something more to say in the failure. */
  void await(String what, Duration limit, Await.Condition condition, Supplier<String> also) {
    Await.that(what, limit, condition, () -> also.get() + "\n" + lastLogs(40));
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (Exception e) {
        failure = new IllegalStateException("cannot take the hosts down", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Removes all files of this run; after {@link #close()}. */
  void deleteFiles() {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
