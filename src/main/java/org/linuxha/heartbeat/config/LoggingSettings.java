package org.linuxha.heartbeat.config;

import java.util.List;
import java.util.Map;

/**
 * What the log is like beyond what ha.cf says of it. Where it goes, and whether debug lines are written at all places, stays
 * ha.cf's: logfile, debugfile, logfacility, debug.
 *
 * @param levels by logger: a package of ours ({@code membership}), or a full name with dots; that logger says nothing quieter
 * @param json true if logfile and debugfile hold an object a line; else the C daemon's lines
 * @param queueLines how many lines may wait for the disk before newer ones are dropped and counted
 */
public record LoggingSettings(Map<String, Level> levels, boolean json, int queueLines) {
  public static final int QUEUE_LINES = 4_096;
  public static final LoggingSettings DEFAULT = new LoggingSettings(Map.of(), false, QUEUE_LINES);

  /** Packages of ours that log, as a level may name them; a test keeps the list true. */
  public static final List<String> PACKAGES =
      List.of("client", "cluster", "daemon", "feed", "link", "log", "membership", "process", "pulse");

  /** The logger above all of ours. */
  public static final String OURS = "org.linuxha.heartbeat";

  /** How loud something is, the quietest last. */
  public enum Level {
    /** Nothing is said. */
    OFF,
    /** Something failed. */
    ERROR,
    /** Something may fail. */
    WARN,
    /** What an administrator follows; the default of ours. */
    INFO,
    /** What a developer follows. */
    DEBUG
  }

  public LoggingSettings {
    levels = Map.copyOf(levels);
  }

  /** The logger that a name of {@link #levels} means. */
  public static String logger(String name) {
    return PACKAGES.contains(name) ? OURS + "." + name : name;
  }
}
