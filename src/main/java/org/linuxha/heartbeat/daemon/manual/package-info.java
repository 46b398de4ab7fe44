/**
 * Manual pages and shell completion, made from the very definitions that the command lines are parsed
 * by; run at install, never by the daemon.
 */
package org.linuxha.heartbeat.daemon.manual;
