/**
 * The daemon among the host's processes and files: pid file, signals, the state files that keep a
 * node's identity (wire.md 7). Everything here may block and is therefore called off the event loops.
 */
package org.linuxha.heartbeat.process;
