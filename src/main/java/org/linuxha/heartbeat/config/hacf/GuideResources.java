package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Resources and Pacemaker". */
final class GuideResources {
  static final String TITLE = "Resources and Pacemaker";

  private GuideResources() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("auto_failback", "",
            "boolean, or `legacy`",
            "`legacy`",
            "`off` spares one interruption; the same on all nodes; write it, the default warns",
            "no"),
        new Guidance("nice_failback", "",
            "boolean; obsolete, without effect",
            "none",
            "replace it by auto_failback",
            "no"),
        new Guidance("pacemaker", "",
            "old name `crm`: boolean, `respawn`, `minimal`, `manual`, `ccm-only`, `valgrind`; once",
            "`false`",
            "`respawn` for Pacemaker; then haresources is not read",
            "C does not start without the programs"),
        new Guidance("crm_daemon_dir", "DIR",
            "existing directory, searched first",
            "none",
            "where Pacemaker is not installed in a usual place",
            "C refuses it above pacemaker, and ignores it below"),
        new Guidance("crmd_spawns_pengine", "",
            "boolean; `off` starts pengine, too",
            "none",
            "for old Pacemakers",
            "no"),
        new Guidance("record_config_changes", "",
            "boolean",
            "`on`",
            "read by Pacemaker",
            "no"),
        new Guidance("record_pengine_inputs", "",
            "boolean",
            "`on`",
            "read by Pacemaker",
            "no"),
        new Guidance("enable_config_writes", "",
            "boolean",
            "`on`",
            "read by Pacemaker",
            "no"),
        new Guidance("stonith", "TYPE FILE",
            "plugin and its file",
            "none",
            "resets a node that is dead to us",
            "C looks for the plugin at once"),
        new Guidance("stonith_host", "HOST TYPE ARGS",
            "HOST is our name or `*`, lines for others are ignored",
            "none",
            "as stonith; the arguments are never shown or logged",
            "C looks for the plugin at once"),
        new Guidance("quorum_server", "HOST",
            "a host name",
            "none",
            "for ccm",
            "no"));
  }
}
