package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** A file the daemon cannot live without could not be read or written. */
public final class StateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  StateException(Code code, Path path, String doing, IOException cause) {
    super(cause);
    problem = new Problem(code, path.toString(), "Cannot " + doing + ": " + reason(cause) + ".");
  }

  public Problem problem() {
    return problem;
  }

  /** True if the reason is that we may not, rather than that it does not work. */
  public boolean isPermission() {
    return getCause() instanceof AccessDeniedException;
  }

  /** The system's own words; the JDK puts them behind the path or leaves them out. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (cause instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return Cause.of(cause);
  }
}
