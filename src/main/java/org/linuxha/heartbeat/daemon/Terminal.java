package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody sits before this process. */
final class Terminal {
  private Terminal() {}

  /** True if input, output or errors are a terminal; {@code System.console()} wants two of them. */
  static boolean isPresent() {
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
      try {
        String target =
            Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")
            || target.equals("/dev/console")) {
          return true;
        }
      } catch (IOException e) {
        // closed: not a terminal
      }
    }
    return false;
  }
}
