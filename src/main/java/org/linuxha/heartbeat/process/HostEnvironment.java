package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.LoopbackLabel;
import org.linuxha.heartbeat.problem.Cause;

/**
 * This host, for checking a configuration. It blocks on files and name resolution: it is asked
 * before the event loops start, never on one.
 */
public final class HostEnvironment implements Environment {
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int FILE_TYPE = 0170000;

  private final Path etc;

  public HostEnvironment() {
    this(Path.of("/etc"));
  }

  /** With passwd, group and services in another directory than /etc. */
  HostEnvironment(Path etc) {
    this.etc = etc;
  }

  @Override
  public String broadcastProblem(String device) {
    String problem = deviceProblem(device);
    if (problem != null) {
      return problem;
    }
    NetworkInterface found = device(device);
    boolean broadcast = found != null && found.getInterfaceAddresses().stream()
        .anyMatch(address -> address.getAddress() instanceof Inet4Address
            && (address.getBroadcast() != null || address.getAddress().isLoopbackAddress()));
    return broadcast ? null : "it has no IPv4 address with a broadcast address";
  }

  @Override
  public String deviceProblem(String device) {
    NetworkInterface found = device(device);
    if (found == null) {
      return isKnownToKernel(device) ? "it has no address" : "it does not exist";
    }
    try {
      return found.isUp() ? null : "it is down";
    } catch (SocketException e) {
      return Cause.of(e);
    }
  }

  /** The JVM knows no interface without an address; /proc/net/dev lists those of our namespace. */
  private static boolean isKnownToKernel(String device) {
    return !device.isEmpty() && lines(Path.of("/proc/net/dev"))
        .anyMatch(line -> line.stripLeading().startsWith(device + ":"));
  }

  @Override
  public OptionalInt deviceIndex(String device) {
    NetworkInterface found = device(device);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.getIndex());
  }

  private static NetworkInterface device(String name) {
    try {
      NetworkInterface found = name.isEmpty() ? null : NetworkInterface.getByName(name);
      return found == null && !name.isEmpty() ? NetworkInterface.getByName(LoopbackLabel.device(name)) : found;
    } catch (SocketException e) {
      return null;
    }
  }

  @Override
  public String resolveIpv4(String host) {
    return resolve(host, Inet4Address.class);
  }

  @Override
  public String resolveIpv6(String host) {
    String address = resolve(host, Inet6Address.class);
    return address == null ? null : address.replaceFirst("%.*", "");
  }

  private static String resolve(String host, Class<? extends InetAddress> family) {
    if (host.isEmpty()) {
      return null; // to Java the empty name is the loopback address
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(family::isInstance).findFirst().map(InetAddress::getHostAddress).orElse(null);
    } catch (UnknownHostException | SecurityException e) {
      return null;
    }
  }

  @Override
  public boolean userExists(String user) {
    return firstFieldExists("passwd", user);
  }

  @Override
  public boolean groupExists(String group) {
    return firstFieldExists("group", group);
  }

  /** Users of a directory service are found by getent, those of the files without a process. */
  private boolean firstFieldExists(String database, String name) {
    if (name.isEmpty() || !name.matches("[^:\\s\\p{Cntrl}]+") || name.matches("\\d+")) {
      return false;
    }
    return lines(etc.resolve(database)).anyMatch(line -> line.startsWith(name + ":"))
        || NameService.knows(database, name);
  }

  @Override
  public boolean exists(String path) {
    Path file = path(path);
    return file != null && Files.exists(file);
  }

  @Override
  public boolean isExecutable(String path) {
    Path file = path(path);
    return file != null && Files.isExecutable(file);
  }

  @Override
  public boolean isDirectory(String path) {
    Path file = path(path);
    return file != null && Files.isDirectory(file);
  }

  @Override
  public boolean isCharacterDevice(String path) {
    Path file = path(path);
    try {
      return file != null
          && ((int) Files.getAttribute(file, "unix:mode") & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path path(String path) {
    try {
      return path.isEmpty() ? null : Path.of(path);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public OptionalInt udpService(String name) {
    return lines(etc.resolve("services"))
        .map(line -> List.of(line.replaceFirst("#.*", "").trim().split("\\s+")))
        .filter(words -> words.size() >= 2 && words.get(1).matches("\\d{1,5}/udp"))
        .filter(words -> words.get(0).equals(name)
            || words.subList(2, words.size()).contains(name))
        .mapToInt(words -> Integer.parseInt(words.get(1).replace("/udp", "")))
        .findFirst();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
