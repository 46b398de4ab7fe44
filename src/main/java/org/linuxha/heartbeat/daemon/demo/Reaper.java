package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A small process that outlives us. When we are gone without having cleared up (kill -9), it puts the
 * terminal right, ends what is left of the nodes and removes the directory.
 */
final class Reaper {
  /** Waits for our end; then everything whose command line names the directory gets five seconds. */
  private static final String SCRIPT = """
      trap '' HUP INT TERM
      cat > /dev/null
      [ -e "$1" ] || exit 0
      if [ -n "$2" ]; then
        stty "$2" <&1
        printf '\\033[?25h\\033[?1049l\\nThe demo was ended by force; its nodes are being ended and its files removed.\\n'
      fi
      tries=0
      while :; do
        left=
        for process in /proc/[0-9]*; do
          if tr '\\0' ' ' < "$process/cmdline" 2> /dev/null | grep -qF -- "$1/"; then
            left="$left ${process#/proc/}"
          fi
        done
        [ -n "$left" ] || break
        tries=$((tries + 1))
        if [ $tries -lt 25 ]; then kill -CONT $left; else kill -KILL $left; fi 2> /dev/null
        [ $tries -lt 100 ] || break
        sleep 0.2
      done
      rm -rf -- "$1"
      """;

  private final Process process;
  private final OutputStream leash;

  private Reaper(Process process) {
    this.process = process;
    this.leash = process.getOutputStream();
  }

  /**
   * @param terminal the settings of the terminal to restore; empty if we draw on none
   */
  static Reaper watch(Path home, String terminal) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("setsid", "/bin/sh", "-c", SCRIPT, "heartbeat-demo-reaper", home.toString(), terminal));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectOutput(terminal.isEmpty() ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
    return new Reaper(builder.start());
  }

  /** The directory is gone, so it has nothing to do. */
  void dismiss() throws IOException, InterruptedException {
    leash.close();
    process.waitFor();
  }
}
