package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Log". */
final class GuideLogging {
  static final String TITLE = "Log";

  private GuideLogging() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("logfile", "PATH",
            "everything but debug lines",
            "none",
            "/var/log/ha-log",
            "no"),
        new Guidance("debugfile", "PATH",
            "everything",
            "none",
            "while you look for something",
            "no"),
        new Guidance("logfacility", "NAME",
            "a syslog facility in lower case, or `none`",
            "daemon if no other target is named",
            "daemon or local0 to local7",
            "no"),
        new Guidance("debug", "N",
            "0 to 255",
            "that of `-d`, else 0",
            "1 shows much, 3 every message",
            "no"),
        new Guidance("use_logd", "",
            "boolean; no needs another target",
            "yes if no other target is named",
            "no; name a logfile or a facility",
            "no"),
        new Guidance("conn_logd_time", "",
            "time above 0: pause between attempts to reach logd",
            "`60`",
            "leave it",
            "no"),
        new Guidance("log_badpack", "",
            "boolean: tell of bad packets",
            "`true`",
            "off while somebody floods you",
            "no"),
        new Guidance("syslogmsgfmt", "",
            "boolean: files look like syslog's",
            "`true`",
            "true, if other programs read the files",
            "no"));
  }
}
