package org.linuxha.heartbeat.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which device a path names at one moment.
 *
 * @param attributes what tells it from another; empty if there is none of that name
 */
record DeviceNode(Map<String, Object> attributes) {

  /** Looks it up; blocks for a system call. */
  static DeviceNode of(String path) {
    try {
      return new DeviceNode(Files.readAttributes(Path.of(path), "unix:dev,ino,rdev,ctime"));
    } catch (IOException e) {
      return new DeviceNode(Map.of());
    }
  }

  /** True if both are there and the same. */
  boolean isSame(DeviceNode other) {
    return !attributes.isEmpty() && attributes.equals(other.attributes());
  }
}
