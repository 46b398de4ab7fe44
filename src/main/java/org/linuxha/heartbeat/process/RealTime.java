package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.linuxha.heartbeat.bus.LinuxScheduler;
import org.linuxha.heartbeat.bus.Scheduling;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * The directives {@code realtime} and {@code rtprio}: this process before all normal ones, and its
 * memory never swapped out. What the machine does not permit is said once, and the daemon goes on.
 */
public final class RealTime {
  /** As C Heartbeat without {@code rtprio}. */
  public static final int DEFAULT_PRIORITY = 1;
  /** The pulse loop needs one more, and who comes before it another one. */
  static final int HIGHEST = 97;

  private static final Path PROC = Path.of("/proc/self");
  private static final Path TASKS = PROC.resolve("task");
  private static final int CAP_IPC_LOCK = 14;
  private static final int HEX = 16;

  private static volatile boolean active;

  private final ThreadPriorities priorities;
  private final StateNotices notices;
  private final Consumer<Scheduling> told;
  private RealTimeGuard guard;
  private Scheduling granted = Scheduling.NORMAL;

  private RealTime(ThreadPriorities priorities, StateNotices notices, Consumer<Scheduling> told) {
    this.priorities = priorities;
    this.notices = notices;
    this.told = told;
  }

  /** The command of a child, so that it has normal priority whatever we have: children inherit ours. */
  public static List<String> normally(List<String> command) {
    if (!active) {
      return command;
    }
    List<String> normal = new ArrayList<>(List.of("chrt", "-o", "0"));
    normal.addAll(command);
    return normal;
  }

  /**
   * Loads a native library and touches every thread, so it takes half a second of processor time: not
   * for an event loop, and not before the daemon is ready.
   *
   * @param priority {@code rtprio}
   * @param pulse the name of the thread that comes before the others
   * @param pulseAgeMillis time since that one last came round
   * @param notices told how it went
   * @param told how the process is scheduled, now and whenever that changes; on any thread
   */
  public static RealTime enter(
      int priority, String pulse, LongSupplier pulseAgeMillis, StateNotices notices, Consumer<Scheduling> told) {
    int granted = Math.min(priority, HIGHEST);
    ThreadPriorities priorities = new ThreadPriorities(TASKS, granted, pulse, new ThreadPriorities.Linux());
    RealTime realTime = new RealTime(priorities, notices, told);
    realTime.guard = new RealTimeGuard(TASKS, pulse, priorities, pulseAgeMillis, realTime::giveUp, realTime::again);
    realTime.enter(granted);
    return realTime;
  }

  private void enter(int priority) {
    active = true;
    try {
      priorities.raise();
    } catch (LinuxScheduler.Refused | IOException | LinkageError e) {
      lower();
      String reason = "Cannot set realtime priority " + priority + ": " + Cause.of(e) + ".";
      notices.say(Code.REALTIME_REFUSED.severity(), Code.REALTIME_REFUSED, reason);
      told.accept(new Scheduling(false, 0, false, reason));
      return;
    }
    String unlocked = lockMemory();
    notices.say(Severity.INFO, null, "Real time: round robin, priority " + priority + ", the pulse loop " + (priority + 1)
        + "; memory " + (unlocked.isEmpty() ? "locked." : "not locked."));
    if (!unlocked.isEmpty()) {
      notices.say(Code.MEMORY_NOT_LOCKED.severity(), Code.MEMORY_NOT_LOCKED, unlocked);
    }
    granted = new Scheduling(true, priority, unlocked.isEmpty(), unlocked);
    told.accept(granted);
    guard.begin();
  }

  /**
   * Back among all normal programs, as the first thing of an end in good order: a process that takes
   * itself apart shall not do so before everybody else.
   */
  public void leave() {
    guard.end();
    try {
      priorities.end();
    } catch (LinuxScheduler.Refused | IOException | LinkageError e) {
      keeps(e);
    }
    active = false;
  }

  private void again() {
    active = true;
    notices.say(Severity.INFO, null, "Real time again: the pulse loop comes round.");
    told.accept(granted);
  }

  /** On the guard's own thread: first the processors, then the words. */
  private void giveUp(String reason) {
    lower();
    String text = "Real time is given up: " + reason + ". " + guard.whereThePulseIs();
    notices.say(Code.REALTIME_GIVEN_UP.severity(), Code.REALTIME_GIVEN_UP, text);
    told.accept(new Scheduling(false, 0, false, text));
  }

  private void lower() {
    try {
      priorities.lower();
      active = false;
    } catch (LinuxScheduler.Refused | IOException | LinkageError e) {
      keeps(e);
    }
  }

  private void keeps(Throwable reason) {
    notices.say(Severity.WARN, null, "Some threads keep their priority: " + Cause.of(reason) + ".");
  }

  /** Under a finite limit later mappings would fail, so it is done only where there is none. Empty if done. */
  private static String lockMemory() {
    try {
      if (!mayLock(lines("status"), lines("limits"))) {
        return "The memory is not locked: it needs CAP_IPC_LOCK or an unlimited RLIMIT_MEMLOCK.";
      }
      LinuxScheduler.lockMemory();
      return "";
    } catch (LinuxScheduler.Refused | IOException e) {
      return "The memory is not locked: " + Cause.of(e) + ".";
    }
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(PROC.resolve(file), StandardCharsets.ISO_8859_1);
  }

  /** Whether mlockall is harmless for a process with these {@code /proc/self/status} and {@code limits}. */
  static boolean mayLock(List<String> status, List<String> limits) {
    boolean capable = status.stream()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .anyMatch(bits -> (Long.parseUnsignedLong(bits, HEX) >> CAP_IPC_LOCK & 1) == 1);
    return capable
        || limits.stream().anyMatch(line -> line.matches("Max locked memory\\s+unlimited\\s.*"));
  }
}
