package org.linuxha.heartbeat.auth;

import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What reading an authkeys file gave: the key ring, or every error in it.
 *
 * @param ring present if and only if no problem is an error
 * @param problems all findings in order of the file; warnings may stand beside a ring
 */
public record AuthKeys(Optional<KeyRing> ring, List<Problem> problems) {
  public AuthKeys {
    problems = List.copyOf(problems);
    if (ring.isPresent() == hasError(problems)) {
      throw new IllegalArgumentException("either a key ring or errors");
    }
  }

  static boolean hasError(List<Problem> problems) {
    return problems.stream().anyMatch(p -> p.code().severity().compareTo(Severity.ERROR) >= 0);
  }
}
