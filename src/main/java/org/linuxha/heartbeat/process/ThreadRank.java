package org.linuxha.heartbeat.process;

/**
 * Who comes before whom among the threads of a daemon with real time. The JVM's own thread comes before
 * the pulse: all others wait for it at a safepoint, and while the pulse is busy it would never get the
 * pulse's processor.
 */
enum ThreadRank {
  OTHERS,
  /** The loop that sends heartbeats and judges the other nodes. */
  PULSE,
  /** Stops all threads for a collection, and the guard, which must get through whatever the pulse does. */
  ABOVE_PULSE;

  private static final String VM_THREAD = "VM Thread";
  private static final String COLLECTOR = "GC Thread";

  /** What is added to {@code rtprio}. */
  int above() {
    return ordinal();
  }

  /**
   * @param name of a thread, as the kernel has it
   * @param pulse the name of the pulse's thread
   */
  static ThreadRank of(String name, String pulse) {
    if (name.equals(pulse)) {
      return PULSE;
    }
    boolean above = name.equals(VM_THREAD) || name.startsWith(COLLECTOR) || name.equals(RealTimeGuard.THREAD);
    return above ? ABOVE_PULSE : OTHERS;
  }
}
