package org.linuxha.heartbeat.bus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another program in this process, which keeps its number (execve(2)): a JVM cannot do that by itself.
 */
public final class LinuxProcess {
  /** That of paths and of the words of a command line, by the locale. */
  public static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private static final int SCHED_OTHER = 0;
  private static final int THIS_THREAD = 0;
  private static final int SET_FLAGS = 2;
  private static final int CLOSE_ON_EXEC = 1;
  private static final Path THIS_THREAD_NAME = Path.of("/proc/thread-self/comm");
  private static final int FIRST_OF_OURS = 3;

  private LinuxProcess() {}

  /** The C library. */
  private static final class C {
    static {
      Native.register(C.class, "c");
    }

    private C() {}

    static native int execv(Pointer program, Pointer arguments) throws LastErrorException;

    static native int fcntl(int descriptor, int command, int value) throws LastErrorException;

    static native int sched_setscheduler(int thread, int policy, int[] parameter) throws LastErrorException;
  }

  /** Loads the library while there is still a place for it to be unpacked; {@link #replace} is quick then. */
  public static void prepare() {
    C.class.getName();
    try {
      Class.forName(C.class.getName());
    } catch (ClassNotFoundException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Never returns if it succeeds. The new program has the standard streams, normal priority, and none of
   * our files and sockets.
   *
   * @param program its path; the last part is what the kernel calls the process
   * @param command what the program is told that it is called, then its arguments
   */
  public static void replace(String program, List<String> command) throws IOException {
    closeFilesOnExec();
    // until the kernel has taken down the old program, which takes a while, the process is called as this thread is
    Files.writeString(THIS_THREAD_NAME, Path.of(program).getFileName().toString());
    try {
      C.sched_setscheduler(THIS_THREAD, SCHED_OTHER, new int[] {0});
      StringArray words = new StringArray(command.toArray(String[]::new), CHARSET.name());
      C.execv(new StringArray(new String[] {program}, CHARSET.name()).getPointer(0), words);
    } catch (LastErrorException e) {
      throw new IOException(program + ": " + e.getMessage(), e);
    }
  }

  private static void closeFilesOnExec() throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : descriptors) {
        int descriptor = Integer.parseInt(each.getFileName().toString());
        if (descriptor >= FIRST_OF_OURS) {
          C.fcntl(descriptor, SET_FLAGS, CLOSE_ON_EXEC);
        }
      }
    }
  }
}
