package org.linuxha.heartbeat.config;

import java.util.OptionalInt;

/**
 * What checking a configuration needs to know of the host; a real one at the edge, a made-up one in
 * tests.
 */
public interface Environment {

  /** Why that network interface cannot carry broadcasts, or null if it exists and can. */
  String broadcastProblem(String device);

  /** Why that network interface cannot carry packets now, or null if it exists and is up. */
  String deviceProblem(String device);

  /**
   * The number of that network interface in the kernel, as it may stand behind the % of an address.
   */
  OptionalInt deviceIndex(String device);

  /** That host name or literal as a literal IPv4 address, or null if it does not resolve. */
  String resolveIpv4(String host);

  /** That host name or literal as a literal IPv6 address, or null if it does not resolve. */
  String resolveIpv6(String host);

  /** True if there is a user of that name. A number is no name. */
  boolean userExists(String user);

  /** True if there is a group of that name. A number is no name. */
  boolean groupExists(String group);

  /** True if something of any kind is at that path. */
  boolean exists(String path);

  /** True if that path is an existing file this daemon may execute. */
  boolean isExecutable(String path);

  /** True if that path is an existing directory. */
  boolean isDirectory(String path);

  /** True if that path is an existing character device. */
  boolean isCharacterDevice(String path);

  /** The UDP port of that service in /etc/services. */
  OptionalInt udpService(String name);
}
