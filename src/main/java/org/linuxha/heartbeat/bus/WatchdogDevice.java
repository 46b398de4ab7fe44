package org.linuxha.heartbeat.bus;

import java.io.IOException;

/**
 * A watchdog device as the kernel offers it (Documentation/watchdog/watchdog-api): once opened it resets
 * the machine unless it is written to in time. Every call may block: never on an event loop.
 */
public interface WatchdogDevice {
  /**
   * Sets the time after which an unfed watchdog resets the machine.
   *
   * @return the seconds that the device made of it
   * @throws IOException if the device does not let its time be set; its own then holds
   */
  int setTimeout(int seconds) throws IOException;

  /** The time that holds now, in seconds. */
  int timeout() throws IOException;

  /** Begins its time anew. */
  void feed() throws IOException;

  /** Says the magic word, so that what follows is no reset, and closes. */
  void disarm() throws IOException;
}
