/** What corosync.conf(5) and ha.cf both know: nodes, links, times, the cluster's name; there and back. */
package org.linuxha.heartbeat.notation.corosync;
