package org.linuxha.heartbeat.config.hacf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.Configuration.Pacemaker.Mode;

/**
 * A program that {@code pacemaker} implies, in the order of their start. Which of them a mode starts, and whose end
 * reboots the machine, was seen at C Heartbeat 3.0.6 (client-api.md 12.3; docs/client-api.md, Pacemaker).
 */
enum PacemakerProgram {
  CCM("hacluster", true, true),
  CIB("hacluster", true, true),
  STONITHD("root", false, false),
  LRMD("root", false, true),
  ATTRD("hacluster", false, false),
  /** Only where crmd does not start it itself. */
  PENGINE("hacluster", true, false),
  CRMD("hacluster", true, true);

  private final String user;
  private final boolean vital;
  private final boolean minimal;

  /**
   * @param vital its end reboots the machine in the modes that want that
   * @param minimal it belongs to the smaller set
   */
  PacemakerProgram(String user, boolean vital, boolean minimal) {
    this.user = user;
    this.vital = vital;
    this.minimal = minimal;
  }

  String user() {
    return user;
  }

  /** The name of its file. */
  String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Those of a mode, in the order of their start.
   *
   * @param crmdSpawnsPengine the value of {@code crmd_spawns_pengine}
   */
  static List<PacemakerProgram> of(Mode mode, boolean crmdSpawnsPengine) {
    return Arrays.stream(values()).filter(each -> switch (mode) {
      case OFF -> false;
      case CCM_ONLY -> each == CCM;
      case MINIMAL, MANUAL -> each.minimal;
      case ON, RESPAWN, VALGRIND -> each != PENGINE || !crmdSpawnsPengine;
    }).toList();
  }

  Child child(String path, Mode mode) {
    boolean reboots = mode == Mode.ON || mode == Mode.MINIMAL || mode == Mode.MANUAL;
    // the lrmd of cluster-glue is told to go on where a dead one was; Pacemaker's own knows no such option
    boolean ofGlue = this == LRMD && path.endsWith("/heartbeat/lrmd");
    return new Child(user, ofGlue ? path + " -r" : path, vital && reboots);
  }
}
