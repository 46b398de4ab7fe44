/** {@code hb} and the drop-in tools: programs that administrators type. */
package org.linuxha.heartbeat.cli;
