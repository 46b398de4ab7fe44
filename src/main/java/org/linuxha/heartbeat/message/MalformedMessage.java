package org.linuxha.heartbeat.message;

/** Bytes that are no message. Thrown by the codecs for any bad input, and nothing else is. */
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of damage, for counting. */
  public enum Reason {
    /** Starts with neither {@code ###} nor {@code >>>}. */
    NO_MESSAGE,
    /** The text ends before the message does. */
    TRUNCATED,
    /** A length, name, type or value breaks the grammar. */
    SYNTAX,
    /** A field type that no C peer survives (wire.md 0.10). */
    FIELD_TYPE,
    /** Nested deeper, longer or more numerous than the limits of wire.md 1.1. */
    LIMIT,
    /** The compressed content cannot be restored. */
    COMPRESSION
  }

  private final Reason reason;

  public MalformedMessage(Reason reason, String text) {
    // no stack trace: garbage comes thousands of times a second
    super(text, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
