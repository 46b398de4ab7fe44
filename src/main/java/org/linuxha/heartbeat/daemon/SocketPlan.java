package org.linuxha.heartbeat.daemon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.config.ApiAuthorization;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.feed.SocketRules;
import org.linuxha.heartbeat.process.UserIds;

/** What the apiauth lines of ha.cf and their defaults mean for api.sock. Looks up users and groups, so it blocks. */
final class SocketPlan {
  private SocketPlan() {}

  static SocketRules of(Configuration configuration) {
    UserIds ids = new UserIds();
    Set<Long> always = new HashSet<>(ids.users(List.of("root", "hacluster")));
    always.add(UserIds.own());
    Map<String, Permitted> services = new HashMap<>();
    // what hb send and hb receive use unless told otherwise
    services.put("hb", permitted(ids, new ApiAuthorization(List.of(), List.of("haclient"))));
    configuration.apiAuthorizations().forEach((name, line) -> services.put(name, permitted(ids, line)));
    return new SocketRules(always, services);
  }

  /** That line with the numbers of this host. */
  static Permitted permitted(UserIds ids, ApiAuthorization line) {
    return new Permitted(ids.users(line.users()), ids.groups(line.groups()));
  }
}
