package org.linuxha.heartbeat.config.hacf;

import java.util.OptionalInt;
import org.linuxha.heartbeat.config.Environment;

/**
 * A host that has everything an ha.cf may name, and where names stand for themselves: for reading
 * the configuration of a machine that is not this one.
 */
public final class AnyHost implements Environment {
  @Override
  public String broadcastProblem(String device) {
    return null;
  }

  @Override
  public String deviceProblem(String device) {
    return null;
  }

  @Override
  public OptionalInt deviceIndex(String device) {
    return OptionalInt.empty();
  }

  @Override
  public String resolveIpv4(String host) {
    return host;
  }

  @Override
  public String resolveIpv6(String host) {
    return host;
  }

  @Override
  public boolean userExists(String user) {
    return !user.isEmpty();
  }

  @Override
  public boolean groupExists(String group) {
    return !group.isEmpty();
  }

  @Override
  public boolean exists(String path) {
    return true;
  }

  @Override
  public boolean isExecutable(String path) {
    return true;
  }

  @Override
  public boolean isDirectory(String path) {
    return true;
  }

  @Override
  public boolean isCharacterDevice(String path) {
    return true;
  }

  @Override
  public OptionalInt udpService(String name) {
    return OptionalInt.empty();
  }
}
