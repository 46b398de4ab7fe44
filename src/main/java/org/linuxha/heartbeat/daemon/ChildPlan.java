package org.linuxha.heartbeat.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.process.UserIds;
import org.linuxha.heartbeat.process.child.Nursery;
import org.linuxha.heartbeat.process.child.Program;
import org.linuxha.heartbeat.setup.Places;

/** What the configuration says about programs beside the daemon. Looks up users, so it blocks. */
final class ChildPlan {
  private static final String PREFIX = "HA_";

  private ChildPlan() {}

  /**
   * @param ownCcm the membership service is inside the daemon: a line that names C's is met already
   */
  static Nursery of(Configuration configuration, Places places, boolean ownCcm) {
    UserIds ids = new UserIds();
    List<Program> programs = new ArrayList<>();
    for (Configuration.Child child : configuration.children()) {
      if (child.isCcm() && ownCcm) {
        continue;
      }
      // the configuration was refused if there is no such user
      ids.account(child.user()).ifPresent(account -> programs.add(
          new Program(child.user(), account.uid(), account.gid(), child.command(), child.failfast())));
    }
    return new Nursery(programs, environment(configuration, places), places.state().resolve("cores/root"));
  }

  /** client-api.md 12.2: every directive with a value, and where things are. */
  static Map<String, String> environment(Configuration configuration, Places places) {
    Map<String, String> environment = new LinkedHashMap<>();
    configuration.parameters().forEach((name, value) -> {
      if (!name.equals("hbversion")) {
        environment.put(PREFIX + name, value);
      }
    });
    environment.put("HA_CURHOST", configuration.ownNode());
    environment.put("HA_DIR", places.config() + "/");
    environment.put("HA_FUNCS", places.config() + "//shellfuncs");
    environment.put("HA_DATEFMT", "%Y/%m/%d_%T\t");
    environment.put("HA_LOGFILE", configuration.logging().logfile().orElse(""));
    environment.put("HA_DEBUGLOG", configuration.logging().debugfile().orElse(""));
    String facility = configuration.parameters().get("logfacility");
    if (facility != null) {
      environment.put("HA_LOGFACILITY", facility);
    }
    environment.put("OCF_ROOT", "/usr/lib/ocf");
    environment.put("HA_COMPRESSION", configuration.parameters().getOrDefault("compression", "zlib"));
    if (configuration.pacemaker().enabled()) {
      environment.put("HA_cluster_type", "heartbeat");
    }
    if (configuration.pacemaker().mode() == Configuration.Pacemaker.Mode.VALGRIND) {
      environment.put("HA_VALGRIND_ENABLED", "1");
    }
    configuration.childEnvironment().forEach((name, value) -> environment.put(PREFIX + name, value));
    return environment;
  }
}
