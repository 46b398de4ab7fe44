/**
 * The configuration directory of this machine: where it is, what reading it gives, and what is to be said about it.
 * Daemon and command line both ask here, so that both say the same.
 */
package org.linuxha.heartbeat.setup;
