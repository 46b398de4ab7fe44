package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** {@code hb_uuid}: 16 raw bytes that are this node's identity for ever (wire.md 7). */
final class UuidFile {
  static final String NAME = "hb_uuid";

  private final Path path;

  UuidFile(Path directory) {
    path = directory.resolve(NAME);
  }

  /** The uuid on disk, or a new one that is on disk from now on. */
  UUID readOrCreate(Supplier<UUID> random, StateNotices notices) throws StateException {
    UUID known = read(notices);
    if (known != null) {
      return known;
    }
    UUID created = random.get();
    try {
      DurableFile.write(path, Bytes.of(created).toArray());
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "write the uuid", e);
    }
    return created;
  }

  private UUID read(StateNotices notices) throws StateException {
    try {
      byte[] content = Files.readAllBytes(path);
      UUID uuid = Bytes.copyOf(content).toUuid();
      if (uuid != null && !uuid.equals(new UUID(0, 0))) {
        return uuid;
      }
      notices.say(
          Severity.WARN,
          Code.UUID_BROKEN,
          path + " does not hold a uuid (" + content.length + " bytes) - generating a new uuid.");
    } catch (NoSuchFileException e) {
      notices.say(
          Severity.INFO, null, "No uuid found for current node - generating a new uuid.");
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "read the uuid", e);
    }
    return null;
  }
}
