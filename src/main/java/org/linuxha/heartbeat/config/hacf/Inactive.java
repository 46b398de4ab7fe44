package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.problem.Code;

/**
 * Directives that are read and checked, but that nothing acts on yet, with what that means. Whoever
 * makes one work deletes its line here.
 */
final class Inactive {
  private static final String USE_LOGD = "use_logd";
  private static final Map<String, String> MEANINGS = meanings();

  private Inactive() {}

  private static Map<String, String> meanings() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("stonith", "No node is reset by this one.");
    map.put("stonith_host", "No node is reset by this one.");
    map.put("memreserve", "The memory of the JVM is set by the launcher.");
    map.put(USE_LOGD, "The daemon does not log through ha_logd.");
    map.put("conn_logd_time", "The daemon does not log through ha_logd.");
    map.put("coredumps", "Core dumps follow the limits of the process.");
    map.put("coreroot", "Core dumps follow the limits of the process.");
    map.put("use_apphbd", "The daemon does not register with apphbd.");
    map.put("quorum_server", "No quorum server is asked.");
    return map;
  }

  /** Those of the file that switch something on, in order of the file. */
  static List<NotYetActive> in(Draft draft) {
    List<NotYetActive> list = new ArrayList<>();
    draft.firstStatements.forEach((name, statement) -> {
      if (name.equals("pacemaker") && !draft.missingPrograms.isEmpty()) {
        list.add(new NotYetActive(name, statement.place(), "not installed: " + String.join(", ", draft.missingPrograms)
            + ". None of Pacemaker's programs is started but ccm, which is inside the daemon; this node manages no resources.",
            Code.PACEMAKER_NOT_STARTED));
      }
      String meaning = MEANINGS.get(name);
      if (meaning != null && !isSwitchedOff(draft, name)) {
        list.add(name.equals(USE_LOGD)
            ? new NotYetActive(name, statement.place(), meaning + " It writes to " + logTargets(draft) + ".", Code.LOGD_NOT_USED)
            : new NotYetActive(name, statement.place(), meaning, Code.NOT_YET_ACTIVE));
      }
    });
    return list;
  }

  /** Where the log goes that ha_logd does not get. */
  private static String logTargets(Draft draft) {
    List<String> targets = new ArrayList<>();
    if (draft.logfile != null) {
      targets.add(draft.logfile);
    }
    if (draft.debugfile != null) {
      targets.add(draft.debugfile);
    }
    if (draft.facility != null) {
      targets.add("syslog");
    }
    if (targets.isEmpty()) {
      return draft.parameters.containsKey("logfacility") ? "nothing, as logfacility is none" : "syslog";
    }
    return String.join(" and ", targets);
  }

  /** What is off by the file's own word needs no excuse. */
  private static boolean isSwitchedOff(Draft draft, String name) {
    return switch (name) {
      case USE_LOGD -> Boolean.FALSE.equals(draft.useLogd);
      case "use_apphbd" -> !draft.useApphbd;
      default -> false;
    };
  }
}
