package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * {@code hb_generation}: the number of this daemon life, one higher than in any life before, because
 * peers take everything below for a replay (wire.md 6.2, 7.1).
 */
final class GenerationFile {
  static final String NAME = "hb_generation";
  private static final int DIGITS = 15;

  private final Path path;

  GenerationFile(Path directory) {
    path = directory.resolve(NAME);
  }

  /** Counts up on disk and returns the new number; says aloud what it found. */
  long next(long wallSeconds, StateNotices notices) throws StateException {
    OptionalLong previous = previous(wallSeconds, notices);
    long generation = previous.isPresent() ? previous.getAsLong() + 1 : wallSeconds + 1;
    try {
      DurableFile.write(path, format(generation).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "write the generation", e);
    }
    return generation;
  }

  private OptionalLong previous(long wallSeconds, StateNotices notices) throws StateException {
    try {
      OptionalLong found = parse(Files.readString(path, StandardCharsets.ISO_8859_1));
      if (found.isEmpty()) {
        notices.say(
            Severity.WARN,
            Code.GENERATION_BROKEN,
            "BROKEN previous generation - starting at " + (wallSeconds + 1));
      }
      return found;
    } catch (NoSuchFileException e) {
      notices.say(
          Severity.WARN, null, "No Previous generation - starting at " + (wallSeconds + 1));
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "read the generation", e);
    }
  }

  /** Exactly 16 bytes: the number right-aligned in 15 columns, then a newline. */
  static String format(long generation) {
    return String.format("%" + DIGITS + "d\n", generation);
  }

  static OptionalLong parse(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > DIGITS || !digits.chars().allMatch(GenerationFile::isDigit)) {
      return OptionalLong.empty();
    }
    long generation = Long.parseLong(digits);
    return generation == 0 ? OptionalLong.empty() : OptionalLong.of(generation);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
