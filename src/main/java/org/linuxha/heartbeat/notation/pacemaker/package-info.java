/**
 * The way out: what haresources, {@code auto_failback} and the fencing lines of ha.cf say, as a Pacemaker configuration that
 * means the same; as a CIB, or as commands of pcs or crmsh.
 */
package org.linuxha.heartbeat.notation.pacemaker;
