package org.linuxha.heartbeat.config;

import org.linuxha.heartbeat.problem.Code;

/**
 * A directive that this version reads and checks but does not act on yet.
 *
 * @param directive its name
 * @param place its first line, {@code ha.cf:12}
 * @param meaning what does not happen, a sentence
 * @param code what to do about it
 */
public record NotYetActive(String directive, String place, String meaning, Code code) {}
