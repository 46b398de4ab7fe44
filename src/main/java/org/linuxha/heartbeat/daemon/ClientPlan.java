package org.linuxha.heartbeat.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.client.ClientSetup;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.SyslogFacility;
import org.linuxha.heartbeat.process.UserIds;
import org.linuxha.heartbeat.setup.Places;

/** What the configuration says about local C programs. Looks up users and groups, so it blocks. */
final class ClientPlan {
  private ClientPlan() {}

  static ClientSetup of(Configuration configuration, Places places, KeyRing keys, boolean ownCcm) {
    Map<String, String> parameters = new LinkedHashMap<>(configuration.parameters());
    parameters.put("hbversion", Version.line());
    return new ClientSetup(
        configuration.ownNode(),
        configuration.cluster(),
        configuration.nodeOrder(),
        parameters,
        authorizations(configuration),
        configuration.logging().facility().map(SyslogFacility::code).orElse(0),
        !configuration.cluster().resourceMode(),
        Version.line(),
        UserIds.own(),
        keys,
        places.registerSocket(),
        places.ccmSocket(),
        ownCcm,
        places.fifo());
  }

  private static Map<String, Permitted> authorizations(Configuration configuration) {
    UserIds ids = new UserIds();
    Map<String, Permitted> table = new LinkedHashMap<>();
    configuration.apiAuthorizations().forEach((name, entry) ->
        table.put(name, SocketPlan.permitted(ids, entry)));
    return table;
  }
}
