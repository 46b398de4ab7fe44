package org.linuxha.heartbeat.config;

/**
 * A directive that this version reads and checks but does not act on yet.
 *
 * @param directive its name
 * @param place its first line, {@code ha.cf:12}
 * @param meaning what does not happen, a sentence
 */
public record NotYetActive(String directive, String place, String meaning) {}
