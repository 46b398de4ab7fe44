package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.linuxha.heartbeat.bus.PlainFile;
import org.linuxha.heartbeat.problem.Code;

/** What this node and this host are called. Node names are lower case (wire.md 7). */
public final class NodeName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private NodeName() {}

  /** {@code uname -n}, as it is. */
  public static String host() throws StateException {
    try {
      return Files.readString(KERNEL, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, KERNEL, "read this host's name", e);
    }
  }

  /**
   * The node's name: what was asked for, else the first line of {@code nodeinfo} in the configuration
   * directory if it ends in a newline, else the host's name.
   *
   * @param asked {@code --node}, or null
   */
  public static String node(String asked, Path configDirectory) throws StateException {
    String name = asked != null ? asked : fromNodeInfo(configDirectory.resolve("nodeinfo"));
    return (name != null ? name : host()).toLowerCase(Locale.ROOT);
  }

  private static String fromNodeInfo(Path path) throws StateException {
    if (!Files.exists(path)) {
      return null;
    }
    try {
      PlainFile.demand(path);
      String content = Files.readString(path, StandardCharsets.ISO_8859_1);
      int newline = content.indexOf('\n');
      String line = newline < 0 ? "" : content.substring(0, newline).strip();
      return line.isEmpty() ? null : line;
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "read this node's name", e);
    }
  }
}
