/**
 * What the administrator wrote: {@code ha.cf}, {@code haresources} and later JSON, as records. Pure:
 * text and an {@link org.linuxha.heartbeat.config.Environment} in, configuration or problems out.
 */
package org.linuxha.heartbeat.config;
