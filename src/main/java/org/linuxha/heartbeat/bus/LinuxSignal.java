package org.linuxha.heartbeat.bus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/** Sends any signal to a process (kill(2)); the JDK can send TERM and KILL only. The first call takes long. */
public final class LinuxSignal {
  private LinuxSignal() {}

  /** The C library. */
  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private C() {}

    static native int kill(int process, int signal) throws LastErrorException;
  }

  /** False if there is no such process, or it is not ours to signal. */
  public static boolean send(int process, int signal) {
    if (process <= 1) {
      return false;
    }
    try {
      return C.kill(process, signal) == 0;
    } catch (LastErrorException gone) {
      return false;
    }
  }
}
