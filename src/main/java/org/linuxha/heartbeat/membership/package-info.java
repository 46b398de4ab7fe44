/**
 * Who agrees: the consensus membership of Heartbeat 3.0.6 (ccm.md) as a pure state machine. {@link
 * org.linuxha.heartbeat.membership.Ccm} takes events and the moment they happened, {@link
 * org.linuxha.heartbeat.membership.CcmEffects} is everything it can cause, a {@link
 * org.linuxha.heartbeat.membership.View} is what everybody else sees of it.
 *
 * <p>Words: the <b>major</b> number counts completed transitions (clients call it <b>instance</b>), the
 * <b>minor</b> number counts join rounds within one, the <b>cookie</b> names the group that agreed, a
 * node's <b>uptime</b> (clients: <b>born-on</b>) is the major in which it became a member.
 */
package org.linuxha.heartbeat.membership;
