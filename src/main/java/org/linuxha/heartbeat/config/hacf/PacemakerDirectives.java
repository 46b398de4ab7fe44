package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.Configuration.Pacemaker.Mode;
import org.linuxha.heartbeat.problem.Code;

/** pacemaker (alias crm) and what only Pacemaker reads (client-api.md 12.3); its programs: {@link PacemakerProgram}. */
final class PacemakerDirectives {
  private static final Map<String, Mode> MODES =
      Map.of("respawn", Mode.RESPAWN, "minimal", Mode.MINIMAL, "manual", Mode.MANUAL,
          "ccm-only", Mode.CCM_ONLY, "valgrind", Mode.VALGRIND);

  private static final List<String> DIRECTORIES =
      List.of("/usr/libexec/pacemaker", "/usr/libexec/heartbeat", "/usr/lib/heartbeat");

  private PacemakerDirectives() {}

  static List<Directive> table() {
    String only = " (valid only with: pacemaker on)";
    return List.of(
        Directive.setting("crm_daemon_dir", null, "location for Pacemaker daemons",
            PacemakerDirectives::daemonDirectory),
        Directive.setting("crmd_spawns_pengine", null,
            "should pengine be spawned directly by heartbeat", PacemakerDirectives::spawnsPengine),
        Directive.setting("pacemaker", "false", "enable Pacemaker resource management",
            PacemakerDirectives::pacemaker),
        Directive.setting("record_config_changes", "on",
            "record changes to the cib" + only, Entry::bool),
        Directive.setting("record_pengine_inputs", "on",
            "record the input used by the policy engine" + only, Entry::bool),
        Directive.setting("enable_config_writes", "on",
            "write configuration changes to disk" + only, Entry::bool));
  }

  private static void pacemaker(Entry entry) throws Refusal {
    Draft draft = entry.draft();
    if (draft.parameters.containsKey("pacemaker")) {
      throw new Refusal(Code.DIRECTIVE_REPEATED,
          "pacemaker/crm directive used multiple times!");
    }
    draft.pacemaker = mode(entry);
    if (draft.pacemaker != Mode.OFF) {
      addPrograms(entry);
    }
  }

  private static Mode mode(Entry entry) throws Refusal {
    Mode mode = MODES.get(entry.value().toLowerCase(Locale.ROOT));
    if (mode != null) {
      return mode;
    }
    try {
      return entry.bool() ? Mode.ON : Mode.OFF;
    } catch (Refusal noBoolean) {
      throw new Refusal(Code.CHOICE_INVALID, "Invalid pacemaker value " + entry.shown()
          + ": it must be on, off, respawn, minimal, manual, ccm-only or valgrind");
    }
  }

  /** All of them or, beside ccm, none: a part of Pacemaker manages nothing and has nobody to talk to. */
  private static void addPrograms(Entry entry) {
    Draft draft = entry.draft();
    List<Child> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (PacemakerProgram program : PacemakerProgram.of(draft.pacemaker, draft.spawnsPengine)) {
      String path = find(entry, program.program());
      if (path == null || !entry.environment().userExists(program.user())) {
        missing.add(program.program());
      } else {
        found.add(program.child(path, draft.pacemaker));
      }
    }
    if (!missing.isEmpty()) {
      entry.warn(Code.PACEMAKER_PROGRAM_MISSING, "Failed to add pacemaker client child \""
          + String.join("\", \"", missing) + "\": not installed, or its user is unknown");
    }
    // the membership service is inside the daemon
    missing.remove(PacemakerProgram.CCM.program());
    if (!missing.isEmpty()) {
      found.removeIf(child -> !child.isCcm());
    }
    draft.impliedChildren.addAll(found);
    draft.missingPrograms.addAll(missing);
  }

  private static String find(Entry entry, String program) {
    String own = entry.draft().daemonDirectory;
    if (own != null && entry.environment().isExecutable(own + "/" + program)) {
      return own + "/" + program;
    }
    for (String directory : DIRECTORIES) {
      if (entry.environment().isExecutable(directory + "/" + program)) {
        return directory + "/" + program;
      }
    }
    return null;
  }

  private static void daemonDirectory(Entry entry) throws Refusal {
    if (entry.draft().isGiven("pacemaker")) {
      entry.warn(Code.ORDER_WITHOUT_EFFECT, "If you specify " + entry.shown()
          + ", it must come before the pacemaker directive");
      return;
    }
    if (!entry.environment().isDirectory(entry.value())) {
      throw new Refusal(Code.DIRECTORY_MISSING, "crm_daemon_dir " + entry.shown()
          + " is no directory");
    }
    entry.draft().daemonDirectory = entry.value();
  }

  private static void spawnsPengine(Entry entry) throws Refusal {
    if (entry.draft().isGiven("pacemaker")) {
      throw new Refusal(Code.ORDER_WRONG, "If you specify crmd_spawns_pengine, it must come"
          + " before the pacemaker directive");
    }
    entry.draft().spawnsPengine = entry.bool();
  }
}
