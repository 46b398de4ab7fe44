package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells the launcher that the daemon runs, so that the command returns only then. A JVM cannot fork:
 * the launcher starts it detached and waits for this word on a pipe.
 */
final class Ready {
  static final String PIPE = "heartbeat.ready";
  private static final byte[] WORD = {'R', 'E', 'A', 'D', 'Y', '\n'};

  private Ready() {}

  /** Leaves the terminal and says so; nothing happens in the foreground. */
  static void tell() throws IOException {
    String pipe = System.getProperty(PIPE);
    if (pipe == null) {
      return;
    }
    // closing a standard stream makes it /dev/null: whoever reads our output sees its end
    System.in.close();
    System.out.close();
    System.err.close();
    try (OutputStream launcher = Files.newOutputStream(Path.of(pipe), StandardOpenOption.WRITE)) {
      launcher.write(WORD);
    }
  }

  /** True if a launcher waits, which means that this is to be a daemon. */
  static boolean isAwaited() {
    return System.getProperty(PIPE) != null;
  }
}
