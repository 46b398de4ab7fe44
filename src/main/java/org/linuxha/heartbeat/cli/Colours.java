package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Colours: on terminals only, and not where NO_COLOR or a dumb terminal forbids them (no-color.org). */
public final class Colours {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private Colours() {}

  /** For what goes to standard output. */
  public static Ansi ofOutput() {
    return wanted(Path.of("/proc/self/fd/1"), System.getenv()) ? Ansi.ON : Ansi.OFF;
  }

  /**
   * {@code System.console()} is no answer: it wants input to be a terminal too, and from Java 22 on it is
   * there without any.
   *
   * @param descriptor the link of the kernel to what stands behind an open file
   */
  static boolean wanted(Path descriptor, Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()
        || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /** The colour of a status, around it; the text alone if it has none. */
  static String paint(String text) {
    return switch (text.strip()) {
      case "dead", "fault", "degraded" -> RED + text + PLAIN;
      case "active", "open", "up", "ping", "ok" -> GREEN + text + PLAIN;
      default -> text;
    };
  }
}
