package org.linuxha.heartbeat.api;

/** Something that goes on until it is closed, also when the daemon is gone for a while. */
public interface Subscription {
  /** Ends it; nothing is delivered afterwards. */
  void close();
}
