package org.linuxha.heartbeat.cluster;

/**
 * A wish to be called. Timers are values: one is never cancelled, a stale one is recognised by its token.
 *
 * @param kind what to do
 * @param subject about whom or what; empty if about us
 * @param token the number the heart knows this wish by
 */
public record Timer(Kind kind, String subject, long token) {
  public enum Kind {
    /** Our own status is due. */
    KEEPALIVE,
    /** Look at nodes and links whose time may be over. */
    DEADLINES,
    /** Repeat {@code reqnodes}. */
    ASK_NODES,
    /** Announce the plain deadtime again, 5 s after the start. */
    DEADTIME_SETTLED,
    /** Ask again for a missing message. */
    REXMIT,
    /** A held-back message waited long enough. */
    RELEASE,
    /** The next step of the orderly stop. */
    STOP,
    /** Nobody answered that we want to give up resources. */
    STANDBY
  }
}
