package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.bus.LinuxProcess;

/**
 * The daemon starts itself anew in the same process (wire.md 13, SIGHUP): the same JVM, flags and options,
 * and the same pid for whoever watches it.
 */
final class SelfExec {
  /** Set in a life that a daemon began by itself: no launcher waits for it, and it has no terminal. */
  private static final String AGAIN = "heartbeat.again";

  private SelfExec() {}

  /** True if this life was begun by the one before, which had left its terminal. */
  static boolean isAgain() {
    return Boolean.getBoolean(AGAIN);
  }

  /** Loads what the exec needs; to be called while the private directory for native code is there. */
  static void prepare() {
    LinuxProcess.prepare();
  }

  /** Returns only with a failure. */
  static void run() throws IOException {
    String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
    LinuxProcess.replace(command(List.of(words.split("\0"))));
  }

  /** The command line of the next life, given that of this one. */
  static List<String> command(List<String> ours) {
    List<String> next = new ArrayList<>(ours);
    boolean waited = next.removeIf(word -> word.startsWith("-D" + Ready.PIPE + "="));
    if (waited) {
      next.add(1, "-D" + AGAIN + "=true");
    }
    return next;
  }
}
