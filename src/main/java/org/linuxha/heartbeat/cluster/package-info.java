/**
 * Who is there: peers, links, sequence, generations, retransmission, node states (wire.md 4 to 11).
 * Pure: {@code on…(event, Now)} in, {@link org.linuxha.heartbeat.cluster.Effects} out; no clock,
 * socket, thread or logger.
 */
package org.linuxha.heartbeat.cluster;
