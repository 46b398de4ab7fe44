package org.linuxha.heartbeat.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The names that {@code logfacility} takes, with syslog's codes (number of the facility times
 * eight).
 */
public enum SyslogFacility {
  KERN(0),
  USER(8),
  MAIL(16),
  DAEMON(24),
  AUTH(32),
  SECURITY(32),
  SYSLOG(40),
  LPR(48),
  NEWS(56),
  UUCP(64),
  CRON(72),
  AUTHPRIV(80),
  FTP(88),
  LOCAL0(128),
  LOCAL1(136),
  LOCAL2(144),
  LOCAL3(152),
  LOCAL4(160),
  LOCAL5(168),
  LOCAL6(176),
  LOCAL7(184),
  MARK(192);

  private final int code;

  SyslogFacility(int code) {
    this.code = code;
  }

  /** As clients are told at sign-on (client-api.md 3.2). */
  public int code() {
    return code;
  }

  /** The facility of that name; names are lower case in ha.cf. */
  public static Optional<SyslogFacility> named(String name) {
    for (SyslogFacility facility : values()) {
      if (facility.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(facility);
      }
    }
    return Optional.empty();
  }
}
