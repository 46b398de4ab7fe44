package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.cluster.ClusterEvent;

/**
 * A cluster event with its place in the total order.
 *
 * @param ordinal 1, 2, 3 ... since the daemon's start, without gaps: consumers assert that none is missing
 * @param nanos monotonic moment
 * @param wallMillis the same moment for people, milliseconds since 1970
 */
public record Told(long ordinal, long nanos, long wallMillis, ClusterEvent event) {}
