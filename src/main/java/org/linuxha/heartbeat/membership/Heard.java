package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * Whom a message came from, and when.
 *
 * @param from the sender, a node of the table
 * @param own true for our own broadcast looped back: part of the algorithm (ccm.md 1.2)
 */
record Heard(String from, boolean own, Now now) {}
