/**
 * For programs on the JVM that want to know who is in the cluster and talk through it: {@link
 * org.linuxha.heartbeat.api.HeartbeatClient}. Depends on Vert.x alone.
 */
package org.linuxha.heartbeat.api;
