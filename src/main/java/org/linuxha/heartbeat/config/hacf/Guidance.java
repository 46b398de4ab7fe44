package org.linuxha.heartbeat.config.hacf;

/**
 * What an administrator wants to know of a directive, beside what the table of directives knows itself.
 *
 * @param name the directive
 * @param syntax what stands behind it
 * @param value what it takes: unit and range
 * @param initial the default in words; the table's own default is shown where there is one
 * @param advice how to choose
 * @param difference whether C Heartbeat 3.0.6 does otherwise, and how; {@code no} if not
 */
public record Guidance(String name, String syntax, String value, String initial, String advice, String difference) {}
