package org.linuxha.heartbeat.config.hacf;

import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.linuxha.heartbeat.config.Environment;

/**
 * The host of the tests: eth0, eth2 and bond0 are up, users root and hacluster, group haclient,
 * executable /bin/true and ccm, character devices /dev/ttyS0, ttyS1 and null.
 */
final class FakeHost implements Environment {
  private static final Map<String, Integer> DEVICES =
      Map.of("lo", 1, "eth0", 2, "eth2", 3, "bond0", 4);
  private static final Set<String> EXECUTABLES =
      Set.of("/bin/true", "/usr/libexec/heartbeat/ccm");
  private static final Set<String> CHARACTER_DEVICES =
      Set.of("/dev/ttyS0", "/dev/ttyS1", "/dev/null");

  /** What is executable beyond those. */
  final Set<String> installed = new HashSet<>();

  OptionalInt haClusterPort = OptionalInt.empty();

  @Override
  public String broadcastProblem(String device) {
    return deviceProblem(device);
  }

  @Override
  public String deviceProblem(String device) {
    return DEVICES.containsKey(device) ? null : "it does not exist";
  }

  @Override
  public OptionalInt deviceIndex(String device) {
    Integer index = DEVICES.get(device);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  @Override
  public String resolveIpv4(String host) {
    if (host.equals("bob.example.com")) {
      return "10.9.0.2";
    }
    return host.matches("[0-2]?\\d{1,2}(\\.[0-2]?\\d{1,2}){3}") && !host.startsWith("300")
        ? host : null;
  }

  @Override
  public String resolveIpv6(String host) {
    return host.matches("[0-9a-f:]*::[0-9a-f:]*") ? host : null;
  }

  @Override
  public boolean userExists(String user) {
    return Set.of("root", "hacluster").contains(user);
  }

  @Override
  public boolean groupExists(String group) {
    return Set.of("root", "haclient").contains(group);
  }

  @Override
  public boolean exists(String path) {
    return isCharacterDevice(path) || isExecutable(path) || isDirectory(path)
        || path.equals("/etc/passwd");
  }

  @Override
  public boolean isExecutable(String path) {
    return EXECUTABLES.contains(path) || installed.contains(path);
  }

  @Override
  public boolean isDirectory(String path) {
    return path.equals("/tmp");
  }

  @Override
  public boolean isCharacterDevice(String path) {
    return CHARACTER_DEVICES.contains(path);
  }

  @Override
  public OptionalInt udpService(String name) {
    return name.equals("ha-cluster") ? haClusterPort : OptionalInt.empty();
  }
}
