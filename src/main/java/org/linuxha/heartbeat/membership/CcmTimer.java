package org.linuxha.heartbeat.membership;

/**
 * A wish of a CCM to be called. Timers are values: one is never cancelled, a stale one is recognised by
 * its token.
 */
public record CcmTimer(Kind kind, long token) {
  public enum Kind {
    /** The time the present state may last. */
    PATIENCE,
    /** Losses that are still to be dealt with. */
    LOSSES,
    /** Something that C does not do is to be looked at. */
    HABIT
  }
}
