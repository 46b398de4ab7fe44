/**
 * The daemon program: options, configuration, and the one place that wires the rooms together.
 */
package org.linuxha.heartbeat.daemon;
