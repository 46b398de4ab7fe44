package org.linuxha.heartbeat.process.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All children of this daemon and what they find.
 *
 * @param programs in the order of their start
 * @param environment beyond the daemon's own: {@code HA_...}
 * @param directory they start in; the root directory if it is not there
 */
public record Nursery(List<Program> programs, Map<String, String> environment, Path directory) {
  public Nursery {
    programs = List.copyOf(programs);
    environment = Map.copyOf(environment);
  }
}
