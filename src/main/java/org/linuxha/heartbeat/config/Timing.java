package org.linuxha.heartbeat.config;

/**
 * The times that decide about life and death, all in milliseconds (wire.md 12.2).
 *
 * @param keepalive a status message goes out this often
 * @param warntime a status later than this is called late
 * @param deadtime a node silent for this long is dead; announced to peers as {@code dt}
 * @param initdead the same before communication is up
 * @param deadping the same for ping nodes
 */
public record Timing(
    long keepalive, long warntime, long deadtime, long initdead, long deadping) {}
