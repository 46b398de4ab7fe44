package org.linuxha.heartbeat.bus;

/** When the pulse loop last turned and the heart last spoke: written by it, read by whoever asks whether it lives. */
public final class PulseBeat {
  private final Lateness lateness = new Lateness();
  private volatile long lastNanos = System.nanoTime();
  private volatile long spokenNanos = lastNanos;

  /** Called on the pulse loop, several times a second. */
  public void turned() {
    lastNanos = System.nanoTime();
  }

  /** Called on the pulse loop whenever the heart sends something: at least its status, once a keepalive. */
  public void spoke() {
    spokenNanos = System.nanoTime();
  }

  /** How late the timers of the heart were. */
  public Lateness lateness() {
    return lateness;
  }

  /** Milliseconds since the pulse loop last turned. */
  public long ageMillis() {
    return (System.nanoTime() - lastNanos) / 1_000_000;
  }

  /** Milliseconds since the heart last sent anything. */
  public long silenceMillis() {
    return (System.nanoTime() - spokenNanos) / 1_000_000;
  }
}
