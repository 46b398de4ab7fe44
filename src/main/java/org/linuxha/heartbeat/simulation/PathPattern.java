package org.linuxha.heartbeat.simulation;

/**
 * Names ways through the network: {@code north>south@eth0} one way on one link, {@code north<>south}
 * both ways on every link, {@code *>south} everything south would hear. {@code *} stands for any.
 */
public record PathPattern(String from, String to, boolean bothWays, String link) {
  public static final String ANY = "*";

  public static PathPattern parse(String text) {
    String[] ways = text.strip().split("@", 2);
    boolean both = ways[0].contains("<>");
    String[] ends = ways[0].split(both ? "<>" : ">", 2);
    if (ends.length != 2 || ends[0].isBlank() || ends[1].isBlank()) {
      throw new IllegalArgumentException(
          "'" + text + "' names no path: write north>south, north<>south or north>south@eth0");
    }
    return new PathPattern(ends[0].strip(), ends[1].strip(), both, ways.length == 1 ? ANY : ways[1].strip());
  }

  boolean matches(String sender, String receiver, String onLink) {
    return fits(link, onLink)
        && (fits(from, sender) && fits(to, receiver)
            || bothWays && fits(from, receiver) && fits(to, sender));
  }

  private static boolean fits(String pattern, String name) {
    return pattern.equals(ANY) || pattern.equals(name);
  }

  @Override
  public String toString() {
    return from + (bothWays ? "<>" : ">") + to + (link.equals(ANY) ? "" : "@" + link);
  }
}
