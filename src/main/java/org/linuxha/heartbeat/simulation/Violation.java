package org.linuxha.heartbeat.simulation;

/** An invariant does not hold. The message is a sentence with the moment it was seen. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;
  private final long nanos;

  Violation(String invariant, long nanos, String text, Throwable cause) {
    super(Durations.moment(nanos) + " " + invariant + ": " + text, cause);
    this.invariant = invariant;
    this.nanos = nanos;
  }

  Violation(String invariant, long nanos, String text) {
    this(invariant, nanos, text, null);
  }

  /** The name of the rule that was broken. */
  public String invariant() {
    return invariant;
  }

  /** When, in nanoseconds of virtual time. */
  public long nanos() {
    return nanos;
  }
}
