package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.util.List;

/** Sends signals to another daemon. The JDK can send TERM and KILL only, so the shell's {@code kill} does it. */
public final class SignalSender {
  private SignalSender() {}

  /** What came of it. */
  public enum Outcome {
    SENT,
    /** The process is somebody else's. */
    NOT_PERMITTED,
    /** It is gone. */
    NO_SUCH_PROCESS
  }

  /** Whether this user may send that process anything. */
  public static boolean isPermitted(long pid) throws IOException, InterruptedException {
    return send("0", pid) != Outcome.NOT_PERMITTED;
  }

  /**
   * @param signal name without SIG
   */
  public static Outcome send(String signal, long pid) throws IOException, InterruptedException {
    return kill(signal, Long.toString(pid)) ? Outcome.SENT : whyNot(pid);
  }

  /** The same to every process of the group that this one leads. */
  public static Outcome sendGroup(String signal, long leader) throws IOException, InterruptedException {
    return kill(signal, "-" + leader) ? Outcome.SENT : whyNot(leader);
  }

  private static boolean kill(String signal, String whom) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder(
                RealTime.normally(List.of("/bin/sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", signal, whom)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return kill.waitFor() == 0;
  }

  private static Outcome whyNot(long pid) {
    return new HeartbeatProcess(pid).isAlive() ? Outcome.NOT_PERMITTED : Outcome.NO_SUCH_PROCESS;
  }
}
