package org.linuxha.heartbeat.bus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;

/**
 * A watchdog device of Linux. The JDK can neither set its time (an ioctl) nor open a device without the
 * offer to create a file, so both go through the C library, loaded at the first use.
 */
public final class LinuxWatchdog implements WatchdogDevice {
  private static final int WRITE_ONLY = 1;
  private static final int NO_TERMINAL = 0400;
  private static final int NON_BLOCKING = 04000;
  private static final int CLOSE_ON_EXEC = 02000000;
  /** {@code WDIOC_SETTIMEOUT}: reads and writes an int, group W, number 6. */
  private static final long SET_TIMEOUT = 0xC0045706L;
  /** {@code WDIOC_GETTIMEOUT}. */
  private static final long GET_TIMEOUT = 0x80045707L;
  /** What C Heartbeat writes; anything but the magic word would do. */
  private static final byte FOOD = 0;
  private static final byte MAGIC = 'V';

  private final int descriptor;

  private LinuxWatchdog(int descriptor) {
    this.descriptor = descriptor;
  }

  /** The C library. */
  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private C() {}

    static native int open(String path, int flags) throws LastErrorException;

    static native int ioctl(int descriptor, long request, int[] value) throws LastErrorException;

    static native long write(int descriptor, byte[] bytes, long length) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;
  }

  /**
   * Opens what is there and creates nothing; from now on the device wants to be fed.
   *
   * @throws IOException with the system's reason: there is no such device, somebody else has it, no right
   */
  public static LinuxWatchdog open(String path) throws IOException {
    try {
      return new LinuxWatchdog(C.open(path, WRITE_ONLY | NO_TERMINAL | NON_BLOCKING | CLOSE_ON_EXEC));
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int setTimeout(int seconds) throws IOException {
    return control(SET_TIMEOUT, seconds);
  }

  @Override
  public int timeout() throws IOException {
    return control(GET_TIMEOUT, 0);
  }

  private int control(long request, int given) throws IOException {
    int[] value = {given};
    try {
      C.ioctl(descriptor, request, value);
      return value[0];
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void feed() throws IOException {
    write(FOOD);
  }

  @Override
  public void disarm() throws IOException {
    try {
      write(MAGIC);
    } finally {
      C.close(descriptor);
    }
  }

  private void write(byte value) throws IOException {
    try {
      C.write(descriptor, new byte[] {value}, 1);
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
