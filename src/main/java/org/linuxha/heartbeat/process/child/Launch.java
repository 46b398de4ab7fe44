package org.linuxha.heartbeat.process.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.process.RealTime;
import org.linuxha.heartbeat.process.UserIds;

/**
 * Starts one program as its user, in a process group of its own that can be signalled as a whole, with normal
 * priority, umask 022 and no limit to core files, its standard streams at /dev/null. Blocks a few milliseconds.
 */
final class Launch {
  private static final File NOWHERE = new File("/dev/null");

  /** The daemon's own business with the service manager; a child that answers there would speak for us. */
  private static final List<String> PRIVATE = List.of("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC");

  private static final String PREPARE = "umask 022; ulimit -c unlimited 2> /dev/null || :; exec \"$@\"";

  private Launch() {}

  static Process start(Program program, Nursery nursery) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(RealTime.normally(command(program, UserIds.own())))
            .redirectInput(NOWHERE)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .directory((Files.isDirectory(nursery.directory()) ? nursery.directory() : java.nio.file.Path.of("/")).toFile());
    builder.environment().keySet().removeAll(PRIVATE);
    builder.environment().putAll(nursery.environment());
    return builder.start();
  }

  /** Every step becomes the next one, so the process that was started is the program. */
  static List<String> command(Program program, long ownUid) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", PREPARE, "child", "setsid"));
    if (program.uid() != ownUid) {
      command.addAll(List.of("setpriv", "--reuid", Long.toString(program.uid()), "--regid", Long.toString(program.gid()),
          "--init-groups"));
    }
    command.addAll(List.of("/bin/sh", "-c", "exec " + program.command()));
    return command;
  }
}
