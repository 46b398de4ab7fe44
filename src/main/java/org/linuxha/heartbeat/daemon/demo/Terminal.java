package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The terminal we draw on, through {@code stty}, which every Unix has: keys come at once and unseen, and
 * what was set before is restored.
 */
final class Terminal {
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";

  private final String saved;
  private boolean left;

  private Terminal(String saved) {
    this.saved = saved;
  }

  /** Null if there is none that can be drawn on: a pipe, a file, a dumb one. */
  static Terminal open(Map<String, String> environment) throws InterruptedException {
    String kind = environment.getOrDefault("TERM", "dumb");
    if (System.console() == null || kind.isEmpty() || kind.equals("dumb")) {
      return null;
    }
    try {
      String saved = stty("-g");
      return saved.isEmpty() ? null : new Terminal(saved);
    } catch (IOException noStty) {
      return null;
    }
  }

  /** What {@code stty} needs to restore it. */
  String saved() {
    return saved;
  }

  void enter() throws IOException, InterruptedException {
    stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
    System.out.print(ENTER);
    System.out.flush();
  }

  synchronized void leave() throws IOException, InterruptedException {
    if (!left) {
      left = true;
      System.out.print(LEAVE);
      System.out.flush();
      stty(saved);
    }
  }

  /** Rows and columns now; 24 and 80 if it does not say. */
  int[] size() throws IOException, InterruptedException {
    String[] words = stty("size").split(" ");
    int rows = words.length == 2 && words[0].matches("[0-9]{1,4}") ? Integer.parseInt(words[0]) : 0;
    int columns = rows > 0 && words[1].matches("[0-9]{1,4}") ? Integer.parseInt(words[1]) : 0;
    return rows > 0 && columns > 0 ? new int[] {rows, columns} : new int[] {24, 80};
  }

  private static String stty(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return process.waitFor() == 0 ? output : "";
  }

  /** Colours, unless somebody does not want them (no-color.org) or the terminal has none. */
  static boolean hasColours(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !kind.startsWith("vt") && !kind.equals("linux-m")
        && !kind.endsWith("-m") && !kind.endsWith("-mono");
  }

  /** Whether it shows more than ASCII. */
  static boolean hasUnicode(Map<String, String> environment) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toLowerCase(java.util.Locale.ROOT).replace("-", "").contains("utf8");
      }
    }
    return false;
  }
}
