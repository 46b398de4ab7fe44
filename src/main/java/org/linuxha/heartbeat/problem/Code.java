package org.linuxha.heartbeat.problem;

/**
 * The catalogue of everything that can be wrong: a stable id, how loud it is, its usual cause and what
 * to do. Ids are never reused. The hundreds say where: 1 configuration, 2 keys, 3 packets, 4 links,
 * 5 nodes, 6 membership, 7 clients, 8 daemon, 9 commands.
 */
public enum Code {
  HA_CF_UNREADABLE("HB100", Severity.ERROR,
      "The configuration file ha.cf is missing or cannot be read.",
      "Create /etc/ha.d/ha.cf (conf/ha.cf is a commented sample) or name its directory with --config-dir.");

  private final String id;
  private final Severity severity;
  private final String cause;
  private final String remedy;

  Code(String id, Severity severity, String cause, String remedy) {
    this.id = id;
    this.severity = severity;
    this.cause = cause;
    this.remedy = remedy;
  }

  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  public String cause() {
    return cause;
  }

  public String remedy() {
    return remedy;
  }
}
