package org.linuxha.heartbeat.bus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * Priorities of threads and pages that stay in memory, as Linux has them (sched_setscheduler(2),
 * mlockall(2)). The library is loaded at the first call: never call it on an event loop.
 */
public final class LinuxScheduler {
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_RR = 2;
  /** What is mapped now, what will be, and both only once they are touched: the rest of the heap costs nothing. */
  private static final int CURRENT_FUTURE_ON_FAULT = 7;

  private LinuxScheduler() {}

  /** The C library. */
  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private C() {}

    static native int sched_setscheduler(int thread, int policy, int[] parameter) throws LastErrorException;

    static native int mlockall(int flags) throws LastErrorException;
  }

  /** The system refused, with its own words. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NO_SUCH_PROCESS = 3;

    private final int errno;

    /**
     * @param errno the system's number of the reason
     */
    public Refused(String message, int errno, Throwable cause) {
      super(message, cause);
      this.errno = errno;
    }

    private Refused(LastErrorException cause) {
      this(cause.getMessage(), cause.getErrorCode(), cause);
    }

    /** True if the thread had ended by then. */
    public boolean isGone() {
      return errno == NO_SUCH_PROCESS;
    }
  }

  /**
   * Gives a thread real-time priority; the threads that it starts from then on have it too.
   *
   * @param thread the kernel's number of it
   * @param priority 1 to 99
   */
  public static void roundRobin(int thread, int priority) throws Refused {
    schedule(thread, SCHED_RR, priority);
  }

  /** Makes a thread one among all normal ones again; never refused for our own. */
  public static void normal(int thread) throws Refused {
    schedule(thread, SCHED_OTHER, 0);
  }

  private static void schedule(int thread, int policy, int priority) throws Refused {
    try {
      C.sched_setscheduler(thread, policy, new int[] {priority});
    } catch (LastErrorException e) {
      throw new Refused(e);
    }
  }

  /** From now on no page of this process that was touched is swapped out. */
  public static void lockMemory() throws Refused {
    try {
      C.mlockall(CURRENT_FUTURE_ON_FAULT);
    } catch (LastErrorException e) {
      throw new Refused(e);
    }
  }
}
