/**
 * {@code bin/heartbeat demo}: three real daemons on this machine, for people who want to see and for
 * tests. It needs no root and leaves nothing behind.
 */
package org.linuxha.heartbeat.daemon.demo;
