/**
 * The programs of {@code respawn} and {@code failfast} lines: started when the node is active, started again
 * when they end, stopped one after the other before the daemon leaves (client-api.md 12).
 */
package org.linuxha.heartbeat.process.child;
