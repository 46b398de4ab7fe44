package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who asks: what the daemon compares with the kernel's word (client-api.md 3.2).
 *
 * @param uid effective
 * @param gid effective
 * @param node name of this machine
 */
record Self(long pid, String uid, String gid, String node) {
  private static final Path PROC = Path.of("/proc");

  static Self read() throws IOException {
    String uid = "";
    String gid = "";
    for (String line : Files.readAllLines(PROC.resolve("self/status"), StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("Uid:")) {
        uid = effective(line);
      } else if (line.startsWith("Gid:")) {
        gid = effective(line);
      }
    }
    String node = Files.readString(PROC.resolve("sys/kernel/hostname"), StandardCharsets.ISO_8859_1).strip();
    return new Self(ProcessHandle.current().pid(), uid, gid, node);
  }

  /** {@code Uid: real effective saved filesystem}, between tabs. */
  private static String effective(String line) {
    return line.split("\t")[2];
  }
}
