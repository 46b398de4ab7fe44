/**
 * The heart on the pulse loop: makes the moment of each event, feeds {@link
 * org.linuxha.heartbeat.cluster.Cluster} and {@link org.linuxha.heartbeat.membership.Membership}, and
 * carries their wishes to the bus.
 */
package org.linuxha.heartbeat.pulse;
