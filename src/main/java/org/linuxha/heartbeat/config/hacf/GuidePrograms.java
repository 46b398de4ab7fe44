package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Programs and clients". */
final class GuidePrograms {
  static final String TITLE = "Programs and clients";

  private GuidePrograms() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("respawn", "USER COMMAND",
            "existing user name, full path of an executable",
            "none",
            "programs that belong to the cluster, such as ipfail; `ccm` is [inside the "
                + "daemon](#membership)",
            "C starts ccm too; here it is inside the daemon unless that is started with `--no-ccm`"),
        new Guidance("failfast", "USER COMMAND",
            "the same; its death reboots the machine",
            "none",
            "only what the node must not live without",
            "no"),
        new Guidance("apiauth", "NAME [uid=LIST] [gid=LIST]",
            "names or numbers between commas, no blanks; once a NAME; `default` for all others",
            "ipfail and ccm uid=hacluster, ping gid=haclient, lha-snmpagent uid=root, anon uid=root "
                + "gid=haclient",
            "as narrow as possible",
            "no"),
        new Guidance("env", "NAME=VALUE",
            "for children, who see `HA_NAME`",
            "none",
            "`env quorum=majority:twonodes`",
            "C takes a word without =, and makes garbage of it"));
  }
}
