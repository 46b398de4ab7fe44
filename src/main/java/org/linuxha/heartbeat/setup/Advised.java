package org.linuxha.heartbeat.setup;

import java.util.Optional;
import org.linuxha.heartbeat.config.hacf.Guidance;
import org.linuxha.heartbeat.problem.Problem;

/**
 * One finding of {@code hb check}.
 *
 * @param guidance what docs/ha.cf.md says of the directive that stands at the problem's place, if one does
 */
public record Advised(Problem problem, Optional<Guidance> guidance) {}
