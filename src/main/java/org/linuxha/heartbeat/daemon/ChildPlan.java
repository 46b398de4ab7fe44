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
  private static final List<String> PACEMAKER = List.of("ccm", "cib", "stonithd", "lrmd", "attrd", "crmd");

  private ChildPlan() {}

  /**
   * @param ownCcm the membership service is inside the daemon: a line that names C's is met already
   */
  static Nursery of(Configuration configuration, Places places, boolean ownCcm) {
    UserIds ids = new UserIds();
    List<Program> programs = new ArrayList<>();
    for (Configuration.Child child : explicit(configuration)) {
      if (child.isCcm() && ownCcm) {
        continue;
      }
      // the configuration was refused if there is no such user
      ids.account(child.user()).ifPresent(account -> programs.add(
          new Program(child.user(), account.uid(), account.gid(), child.command(), child.failfast())));
    }
    return new Nursery(programs, environment(configuration, places), places.state().resolve("cores/root"));
  }

  /**
   * Those of lines of their own, and ccm. Pacemaker has not supported Heartbeat since 2.0: its programs would end
   * again and again, and with {@code pacemaker on} reboot the machine. They come first and in their order.
   */
  private static List<Configuration.Child> explicit(Configuration configuration) {
    List<Configuration.Child> children = new ArrayList<>(configuration.children());
    if (configuration.pacemaker().enabled()) {
      int at = 0;
      for (String program : PACEMAKER) {
        boolean implied = at < children.size() && name(children.get(at)).equals(program);
        if (implied && program.equals("ccm")) {
          at++;
        } else if (implied) {
          children.remove(at);
        }
      }
    }
    return children;
  }

  private static String name(Configuration.Child child) {
    String file = child.command().split("\\s", 2)[0];
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** client-api.md 12.2: every directive with a value, and where things are. */
  static Map<String, String> environment(Configuration configuration, Places places) {
    Map<String, String> environment = new LinkedHashMap<>();
    configuration.parameters().forEach((name, value) -> {
      if (!name.equals("hbversion") && !(name.equals("debug") && value.equals("0"))) {
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
    configuration.childEnvironment().forEach((name, value) -> environment.put(PREFIX + name, value));
    return environment;
  }
}
