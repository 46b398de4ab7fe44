package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** The state directory: what makes this node the same node after a restart (wire.md 7). */
public final class StateFiles {
  private final Path directory;
  private final StateNotices notices;

  public StateFiles(Path directory, StateNotices notices) {
    this.directory = directory;
    this.notices = notices;
  }

  /** Makes that directory of the daemon's if there is none. */
  public static void makeDirectory(Path directory) throws StateException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, directory, "make the directory", e);
    }
  }

  /**
   * The generation of this life.
   *
   * @param fromTime {@code hbgenmethod time}: the start time, no file touched
   */
  public long generation(boolean fromTime, long wallSeconds) throws StateException {
    long generation =
        fromTime ? wallSeconds : new GenerationFile(directory).next(wallSeconds, notices);
    notices.say(Severity.INFO, null, "Heartbeat generation: " + generation);
    return generation;
  }

  /**
   * This node's uuid.
   *
   * @param fromName {@code uuidfrom nodename}: made from the name, no file touched
   */
  public UUID uuid(boolean fromName, String node, Supplier<UUID> random) throws StateException {
    if (fromName) {
      notices.say(Severity.INFO, null, "seed is " + UuidFromName.seed(node));
      return UuidFromName.of(node);
    }
    return new UuidFile(directory).readOrCreate(random, notices);
  }

  public NodeTable readNodes() throws StateException {
    return new HostCache(directory).read(notices);
  }

  public void writeNodes(NodeTable table) throws StateException {
    new HostCache(directory).write(table);
  }
}
