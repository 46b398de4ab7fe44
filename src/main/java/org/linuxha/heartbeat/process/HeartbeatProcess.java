package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process of the host as far as we care: is it alive, and is it a heartbeat daemon (ours or the C
 * one)? A number in a pid file alone proves nothing: the kernel gives numbers again.
 */
public record HeartbeatProcess(long pid) {
  /** The kernel's name of a daemon process, for {@code killall heartbeat}. */
  public static final String NAME = "heartbeat";

  private static final Path PROC = Path.of("/proc");

  /** Gives this very process the daemon's name: the main thread's name is the process's. */
  public static void nameThisProcess() throws IOException {
    Files.writeString(PROC.resolve("self/comm"), NAME);
  }

  /** True if the process lives (a zombie does not) and bears the daemon's name. */
  public boolean isAlive() {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // PID (NAME) STATE ...; the name itself may hold parentheses
      int nameEnd = stat.lastIndexOf(')');
      String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
      char state = stat.charAt(nameEnd + 2);
      return name.equals(NAME) && state != 'X' && (state != 'Z' || hasThreads());
    } catch (IOException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /** The main thread may be gone while others still end, and hold the sockets until they have. */
  private boolean hasThreads() throws IOException {
    try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
      return threads.count() > 1;
    }
  }
}
