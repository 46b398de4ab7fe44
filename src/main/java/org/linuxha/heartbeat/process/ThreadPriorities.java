package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.linuxha.heartbeat.bus.LinuxScheduler;

/**
 * Real-time priority for every thread of this process, the JVM's own included: loops that wait at a
 * safepoint for a collector that gets no processor are no faster than without (platform: real time).
 */
final class ThreadPriorities {
  /** Threads come and go meanwhile. What is new even in the last pass, the next look finds. */
  private static final int PASSES = 20;

  private final Path tasks;
  private final int priority;
  private final String pulse;
  private final Kernel kernel;
  private final Set<Integer> raised = new HashSet<>();
  private boolean ended;

  /** What the kernel is asked. */
  interface Kernel {
    void roundRobin(int thread, int priority) throws LinuxScheduler.Refused;

    void normal(int thread) throws LinuxScheduler.Refused;
  }

  /** The machine's own. */
  static final class Linux implements Kernel {
    @Override
    public void roundRobin(int thread, int priority) throws LinuxScheduler.Refused {
      LinuxScheduler.roundRobin(thread, priority);
    }

    @Override
    public void normal(int thread) throws LinuxScheduler.Refused {
      LinuxScheduler.normal(thread);
    }
  }

  /**
   * @param tasks {@code /proc/self/task}
   * @param priority of all threads but those of a higher {@link ThreadRank}
   * @param pulse the name of the pulse's thread
   */
  ThreadPriorities(Path tasks, int priority, String pulse, Kernel kernel) {
    this.tasks = tasks;
    this.priority = priority;
    this.pulse = pulse;
    this.kernel = kernel;
  }

  /**
   * Passes over all threads until a pass finds none that is new. To be called again from time to time:
   * a new thread has the priority of the one that started it, and that may have been the pulse.
   */
  synchronized void raise() throws IOException, LinuxScheduler.Refused {
    boolean found = !ended;
    for (int pass = 0; found && pass < PASSES; pass++) {
      found = false;
      Set<Integer> present = present();
      raised.retainAll(present);
      for (Integer thread : present) {
        found |= !raised.contains(thread) && raise(thread);
      }
    }
  }

  /** All threads among the normal ones again, also those that {@link #raise} never saw. */
  synchronized void lower() throws IOException, LinuxScheduler.Refused {
    Set<Integer> lowered = new HashSet<>();
    boolean found = true;
    for (int pass = 0; found && pass < PASSES; pass++) {
      found = false;
      for (Integer thread : present()) {
        found |= lowered.add(thread) && lower(thread);
      }
    }
    raised.clear();
  }

  /** The same, and {@link #raise} does nothing from now on. */
  synchronized void end() throws IOException, LinuxScheduler.Refused {
    ended = true;
    lower();
  }

  private Set<Integer> present() throws IOException {
    Set<Integer> present = new HashSet<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      threads.forEach(thread -> present.add(Integer.valueOf(thread.getFileName().toString())));
    }
    return present;
  }

  private String name(int thread) {
    try {
      return Files.readString(tasks.resolve(thread + "/comm"), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      // it has ended
      return "";
    }
  }

  private boolean raise(int thread) throws LinuxScheduler.Refused {
    try {
      kernel.roundRobin(thread, priority + ThreadRank.of(name(thread), pulse).above());
      return raised.add(thread);
    } catch (LinuxScheduler.Refused e) {
      return hasEnded(e);
    }
  }

  private boolean lower(int thread) throws LinuxScheduler.Refused {
    try {
      kernel.normal(thread);
      return true;
    } catch (LinuxScheduler.Refused e) {
      return hasEnded(e);
    }
  }

  /** False, as there is nothing new to look at, if the thread is gone; any other reason is thrown. */
  private static boolean hasEnded(LinuxScheduler.Refused refused) throws LinuxScheduler.Refused {
    if (refused.isGone()) {
      return false;
    }
    throw refused;
  }
}
