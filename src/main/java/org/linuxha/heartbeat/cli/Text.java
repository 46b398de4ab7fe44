package org.linuxha.heartbeat.cli;

/** Small texts for people's eyes. */
final class Text {
  private Text() {}

  /** Node names and statuses come from the network: nothing in them may steer the terminal. */
  static String printable(String text) {
    if (text == null) {
      return "-";
    }
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** A time span in its two largest units: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 d 4 h}. */
  static String span(Long millis) {
    if (millis == null) {
      return "-";
    }
    long seconds = millis / 1_000;
    if (seconds < 10) {
      return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }
}
