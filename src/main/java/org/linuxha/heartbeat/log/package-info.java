/**
 * The daemon's own log: lines in the C daemon's form, written to files and terminal by a thread of
 * their own, so that no disk ever delays a heartbeat.
 */
package org.linuxha.heartbeat.log;
