package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.problem.Problem;

/**
 * What haresources says (wire.md 12.4).
 *
 * @param groups empty when the file is empty, not read, or wrong
 * @param problems all findings; a start must not go on if one of them is an error
 */
public record HaResources(List<Group> groups, List<Problem> problems) {
  public HaResources {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * One logical line.
   *
   * @param node that runs the resources by preference, lower case
   * @param resources as written: {@code name::arg::arg} or an address
   * @param line the number of its first line
   */
  public record Group(String node, List<String> resources, int line) {
    public Group {
      resources = List.copyOf(resources);
    }
  }

  public List<Problem> errors() {
    return problems.stream().filter(HaCf::isError).toList();
  }
}
