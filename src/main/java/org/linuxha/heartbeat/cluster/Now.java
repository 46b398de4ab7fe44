package org.linuxha.heartbeat.cluster;

/**
 * The moment of an event, made once an event at the edge.
 *
 * @param nanos monotonic; all deadlines are measured on it
 * @param wallSeconds seconds since 1970, only for the {@code ts} field and people
 * @param load the first line of /proc/loadavg without newline, for the {@code ld} field
 */
public record Now(long nanos, long wallSeconds, String load) {

  /** Milliseconds from that monotonic moment until now. */
  public long millisSince(long earlierNanos) {
    return (nanos - earlierNanos) / 1_000_000;
  }
}
