package org.linuxha.heartbeat.setup;

import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What reading the configuration directory gave.
 *
 * @param configuration absent if ha.cf has errors
 * @param keys absent if authkeys has errors
 * @param resources why this node takes no resources; null if haresources names none
 * @param own what no ha.cf says; {@link OwnSettings#NONE} if there are errors in it
 * @param problems everything that was found, errors and warnings, in order of the files
 */
public record Loaded(
    Optional<Configuration> configuration,
    Optional<KeyRing> keys,
    String resources,
    OwnSettings own,
    List<Problem> problems) {
  public Loaded {
    problems = List.copyOf(problems);
  }

  public boolean isUsable() {
    return problems.stream().noneMatch(Loaded::isError);
  }

  public static boolean isError(Problem problem) {
    return problem.code().severity().compareTo(Severity.ERROR) >= 0;
  }
}
