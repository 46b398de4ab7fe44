package org.linuxha.heartbeat.interop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A machine of its own as far as programs can tell: network, mounts, host name, IPC and processes.
 *
 * <p>Nothing of it has a name in the machine that runs the tests. It lives as long as its first
 * process, a shell that reads from us until the end of file; when this JVM ends, however it ends,
 * the kernel closes the pipe, the shell goes, and with it every process, interface and mount
 * inside. So nothing can be left over and runs beside each other cannot collide.
 */
final class Namespace implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** {@code $1} the host name, the rest pairs of private directory and the place it covers. */
  private static final String FIRST_PROCESS =
      """
      set -e
      hostname "$1"; shift
      while [ $# -gt 0 ]; do mount --bind "$1" "$2"; shift 2; done
      mount -t sysfs sysfs /sys
      ip link set lo up
      echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
      echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
      echo ready
      exec > /dev/null 2>&1
      set +e
      while read -r _; do :; done
      """;

  private final Process holder;
  private final long init;

  private Namespace(Process holder, long init) {
    this.holder = holder;
    this.init = init;
  }

  /** A private directory and the place in the file system that it covers. */
  record Cover(Path own, String place) {}

  static Namespace open(String hostname, List<Cover> covers, Path errors) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork",
                "--kill-child", "--mount-proc", "--propagation", "private",
                "bash", "-c", FIRST_PROCESS, "namespace", hostname));
    covers.forEach(c -> command.addAll(List.of(c.own().toString(), c.place())));
    try {
      Process holder =
          new ProcessBuilder(command).redirectError(errors.toFile()).start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(said.readLine())) {
        Command.waitFor(holder, START_LIMIT);
        throw new IllegalStateException(
            "cannot make the namespaces of " + hostname + ": " + Command.text(errors));
      }
      long init = holder.children().findFirst().orElseThrow().pid();
      return new Namespace(holder, init);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of its first process, as this machine counts. */
  long init() {
    return init;
  }

  /** The words before a command that make it run inside. */
  List<String> enter() {
    return List.of("nsenter", "-t", Long.toString(init), "-m", "-u", "-i", "-n", "-p", "--");
  }

  /** Starts a program inside that runs beside the test; it dies with the namespace at the latest. */
  Process start(Path output, List<String> command) {
    try {
      return new ProcessBuilder(Command.join(enter(), command))
          .redirectInput(new File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
    if (!Command.waitFor(holder, Duration.ofSeconds(10))) {
      holder.destroyForcibly();
    }
  }
}
