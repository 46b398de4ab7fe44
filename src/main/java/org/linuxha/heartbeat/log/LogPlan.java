package org.linuxha.heartbeat.log;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where and how to log.
 *
 * @param node this node's name, in each line
 * @param logfile everything but debug lines, or null
 * @param debugfile everything, or null
 * @param syslogFacility syslog's code of the facility, a multiple of eight; empty: not to syslog
 * @param syslogStyle the directive {@code syslogmsgfmt}
 * @param debugLevel 0 or more; from 1 on debug lines are written
 */
public record LogPlan(
    String node,
    Path logfile,
    Path debugfile,
    OptionalInt syslogFacility,
    boolean syslogStyle,
    int debugLevel) {}
