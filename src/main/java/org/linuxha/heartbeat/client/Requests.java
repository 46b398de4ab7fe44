package org.linuxha.heartbeat.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every {@code reqtype} with who answers it; sign-on and sign-off change the session and are not here. */
final class Requests {
  private Requests() {}

  static Map<String, Request> table(
      ClientSetup setup, KnownCluster cluster, Sessions sessions, Uplink uplink, Runnable filterChanged) {
    Map<String, Request> table = new LinkedHashMap<>();
    table.put("nodelist", new NodeListRequest(cluster));
    table.put("nodestatus", new NodeFactRequest(cluster, "st", node -> node.status));
    table.put("nodetype", new NodeFactRequest(cluster, "nodetype", node -> node.type.word()));
    table.put("nodeweight", new NodeFactRequest(cluster, "weight", node -> Integer.toString(node.weight)));
    table.put("nodesite", new NodeFactRequest(cluster, "site", node -> node.site));
    table.put("numnodes", new NodeCountRequest(cluster));
    table.put("iflist", new LinkListRequest(cluster));
    table.put("ifstatus", new LinkStatusRequest(cluster));
    table.put("clientstatus", new ClientStatusRequest(setup.node(), cluster, sessions, uplink));
    table.put("getparm", new ParameterRequest(setup.parameters()));
    table.put("getrsc", new ResourcesRequest(cluster, setup.resourcesElsewhere()));
    table.put("getuuid", new UuidRequest(cluster));
    table.put("getnodename", new NodeNameRequest(cluster));
    table.put("setfilter", new FilterRequest(setup.ownUid(), filterChanged));
    table.put("setsignal", new SignalRequest());
    table.put("set_sendqlen", new QueueLengthRequest());
    return table;
  }
}
