package org.linuxha.heartbeat.notation;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.linuxha.heartbeat.problem.Cause;

/** Why a file cannot be read or written, in words: the JDK's exceptions say it by their class, and have the path alone as their text. */
public final class FileTrouble {
  private FileTrouble() {}

  /** {@code there is no such file}: for the end of a sentence, without a full stop. */
  public static String why(Path file, IOException trouble) {
    if (trouble instanceof AccessDeniedException) {
      return "user " + System.getProperty("user.name") + " may not";
    } else if (trouble instanceof NoSuchFileException) {
      return "there is no such " + (file.toString().equals(trouble.getMessage()) ? "file or directory" : "directory");
    } else if (trouble instanceof NotDirectoryException) {
      return "it is no directory";
    } else if (trouble instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    } else if (trouble instanceof FileAlreadyExistsException) {
      return "something that is no directory has that name";
    } else if (trouble instanceof DirectoryNotEmptyException || Files.isDirectory(file)) {
      return "it is a directory";
    } else if (trouble instanceof EOFException) {
      return "it is empty, or ends too early";
    } else if (trouble instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return Cause.of(trouble);
  }
}
