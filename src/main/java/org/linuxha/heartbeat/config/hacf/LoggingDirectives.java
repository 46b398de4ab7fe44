package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.config.SyslogFacility;
import org.linuxha.heartbeat.problem.Code;

/** Where and how much is logged. */
final class LoggingDirectives {
  private LoggingDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.setting("logfacility", null, "syslog log facility",
            LoggingDirectives::facility),
        Directive.setting("logfile", null, "log file", e -> e.draft().logfile = e.value()),
        Directive.setting("debugfile", null, "debug file", e -> e.draft().debugfile = e.value()),
        Directive.setting("debug", null, "debug level",
            e -> e.draft().debug = e.number(0, 255, Code.NUMBER_INVALID,
                "Invalid debug level " + e.shown())),
        Directive.setting("use_logd", null, "use logging daemon",
            e -> e.draft().useLogd = e.bool()),
        Directive.setting("conn_logd_time", "60", "the interval to reconnect to logd",
            e -> e.draft().logdRetryMillis = e.positiveMillis()),
        Directive.setting("log_badpack", "true", "warn about bad packets",
            e -> e.draft().logBadPackets = e.bool()),
        Directive.setting("syslogmsgfmt", "true", "log to files in syslog format",
            e -> e.draft().syslogFormat = e.bool()));
  }

  private static void facility(Entry entry) throws Refusal {
    if (entry.value().equals("none")) {
      entry.draft().facility = null;
      return;
    }
    entry.draft().facility = SyslogFacility.named(entry.value()).orElseThrow(
        () -> new Refusal(Code.CHOICE_INVALID,
            "Log facility(" + Statement.printable(entry.value()) + ") not valid: write none or"
                + " a facility of syslog in lower case, like local0"));
  }
}
