package org.linuxha.heartbeat.daemon;

import java.io.IOException;
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
  /** Which life it is: a next one, or the rehearsal for it; not set in the first. */
  private static final String LIFE = "heartbeat.life";
  private static final String NEXT = "next";
  private static final String REHEARSAL = "rehearsal";

  private SelfExec() {}

  /** True if this life was begun by the one before, which had left its terminal. */
  static boolean isAgain() {
    return Boolean.getBoolean(AGAIN);
  }

  /** True if there was a life before this one in this process. */
  static boolean isNext() {
    return NEXT.equals(System.getProperty(LIFE));
  }

  static boolean isRehearsal() {
    return REHEARSAL.equals(System.getProperty(LIFE));
  }

  /** Loads what the exec needs; to be called while the private directory for native code is there. */
  static void prepare() {
    LinuxProcess.prepare();
  }

  /**
   * Returns only with a failure.
   *
   * @param called a path to our program whose last part is the daemon's name: who looks for the daemon finds it
   *     before the next life has said its name itself
   */
  static void run(Path called) throws IOException {
    List<String> next = command(ours(), NEXT);
    LinuxProcess.replace(Files.exists(called) ? called.toString() : next.get(0), next);
  }

  /** The program that runs here, as its command line names it: the Java runtime. */
  static Path program() throws IOException {
    return Path.of(ours().get(0));
  }

  /** The command of a process that finds out whether the next life would begin. */
  static List<String> rehearsal() throws IOException {
    return command(ours(), REHEARSAL);
  }

  /** In the character set in which the JVM hands words and paths to the kernel, which is not that of files. */
  private static List<String> ours() throws IOException {
    return List.of(new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), LinuxProcess.CHARSET).split("\0"));
  }

  /** The command line of the next life, given that of this one. */
  static List<String> command(List<String> ours, String life) {
    List<String> next = new ArrayList<>(ours);
    next.removeIf(word -> word.startsWith("-D" + LIFE + "="));
    next.add(1, "-D" + LIFE + "=" + life);
    boolean waited = next.removeIf(word -> word.startsWith("-D" + Ready.PIPE + "="));
    if (waited) {
      next.add(1, "-D" + AGAIN + "=true");
    }
    return next;
  }
}
