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
  /** Threads come and go meanwhile; new ones of threads that were done inherit, so this ends. */
  private static final int PASSES = 20;

  private final Path tasks;
  private final int priority;
  private final String first;
  private final Set<Integer> done = new HashSet<>();

  /**
   * @param priority of all threads
   * @param first the name of the one that gets one more
   */
  ThreadPriorities(Path tasks, int priority, String first) {
    this.tasks = tasks;
    this.priority = priority;
    this.first = first;
  }

  /** Passes over all threads until a pass finds none that is new. */
  void raise() throws IOException, LinuxScheduler.Refused {
    for (int pass = 0; pass < PASSES; pass++) {
      if (!pass()) {
        return;
      }
    }
  }

  private boolean pass() throws IOException, LinuxScheduler.Refused {
    boolean found = false;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        found |= done.add(Integer.valueOf(thread.getFileName().toString())) && raise(thread);
      }
    }
    return found;
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      // it has ended
      return "";
    }
  }

  private boolean raise(Path thread) throws LinuxScheduler.Refused {
    int number = Integer.parseInt(thread.getFileName().toString());
    try {
      LinuxScheduler.roundRobin(number, name(thread).equals(first) ? priority + 1 : priority);
      return true;
    } catch (LinuxScheduler.Refused e) {
      if (e.isGone()) {
        return false;
      }
      throw e;
    }
  }
}
