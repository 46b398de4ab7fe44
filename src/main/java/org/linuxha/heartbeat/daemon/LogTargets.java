package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.SyslogFacility;
import org.linuxha.heartbeat.log.LogPlan;
import org.linuxha.heartbeat.notation.ConfigText;

/** Where ha.cf wants the log: from the checked configuration, or at a guess from one that is wrong. */
final class LogTargets {
  private static final Pattern LOGFILE = directive("logfile");
  private static final Pattern DEBUGFILE = directive("debugfile");

  private static final Pattern FORM = Pattern.compile("\"format\"\\s*:\\s*\"json\"");

  private LogTargets() {}

  static LogPlan of(Configuration configuration, String node, int debugOption) {
    Configuration.Logging logging = configuration.logging();
    OptionalInt level = logging.debugLevel();
    return new LogPlan(
        node,
        logging.logfile().map(Path::of).orElse(null),
        logging.debugfile().map(Path::of).orElse(null),
        facility(configuration),
        logging.syslogFormat(),
        level.isPresent() ? level.getAsInt() : debugOption);
  }

  /** Without any target the log goes to syslog ({@code logfacility none} makes the daemon mute). */
  private static OptionalInt facility(Configuration configuration) {
    Configuration.Logging logging = configuration.logging();
    if (logging.facility().isPresent()) {
      return OptionalInt.of(logging.facility().get().code());
    }
    return configuration.namesLogTarget() ? OptionalInt.empty() : OptionalInt.of(SyslogFacility.DAEMON.code());
  }

  /** The errors of a configuration belong into the log that it names, if it can be made out. */
  static LogPlan guess(Path haCf, String node) {
    String text = "";
    try {
      text = ConfigText.read(haCf, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // no file, no log: stderr has it
    }
    return new LogPlan(node, find(LOGFILE, text), find(DEBUGFILE, text), OptionalInt.empty(), true, 0);
  }

  /** The form that a heartbeat.json which is wrong wants: what is wrong with it belongs among lines of that form. */
  static LoggingSettings guess(LoggingSettings read, Path json) {
    try {
      boolean lines = read.json() || FORM.matcher(ConfigText.read(json, StandardCharsets.ISO_8859_1)).find();
      return new LoggingSettings(read.levels(), lines, read.queueLines());
    } catch (IOException e) {
      return read;
    }
  }

  private static Pattern directive(String name) {
    return Pattern.compile("(?m)^[ \\t]*" + name + "[ \\t]+([^\\s#,]+)");
  }

  private static Path find(Pattern directive, String text) {
    Matcher matcher = directive.matcher(text);
    try {
      Path path = matcher.find() ? Path.of(matcher.group(1)) : null;
      return path != null && path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
