package org.linuxha.heartbeat.log;

import java.nio.file.Path;

/**
 * Where and how to log.
 *
 * @param node this node's name, in each line
 * @param logfile everything but debug lines, or null
 * @param debugfile everything, or null
 * @param syslogStyle the directive {@code syslogmsgfmt}
 * @param debugLevel 0 or more; from 1 on debug lines are written
 */
public record LogPlan(
    String node, Path logfile, Path debugfile, boolean syslogStyle, int debugLevel) {}
