package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What reading an ha.cf gave: the configuration, or every error in it.
 *
 * @param configuration present if and only if no problem is an error
 * @param problems all findings in order of the file, those of the whole file last
 */
public record HaCf(Optional<Configuration> configuration, List<Problem> problems) {
  public HaCf {
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(HaCf::isError).toList();
  }

  public List<Problem> warnings() {
    return problems.stream().filter(p -> !isError(p)).toList();
  }

  static boolean isError(Problem problem) {
    return problem.code().severity().compareTo(Severity.ERROR) >= 0;
  }
}
