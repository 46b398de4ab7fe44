package org.linuxha.heartbeat.simulation;

/** Paths that carry nothing for a while: {@code 10s..18s/north<>south}. */
public record Cut(long fromNanos, long untilNanos, PathPattern path) {
  static Cut parse(String text) {
    String[] parts = text.split("/", 2);
    String[] ends = parts[0].split("\\.\\.", 2);
    if (parts.length != 2 || ends.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is no cut: write 10s..18s/north<>south");
    }
    return new Cut(Durations.parse(ends[0]), Durations.parse(ends[1]), PathPattern.parse(parts[1]));
  }

  @Override
  public String toString() {
    return Durations.format(fromNanos) + ".." + Durations.format(untilNanos) + "/" + path;
  }
}
