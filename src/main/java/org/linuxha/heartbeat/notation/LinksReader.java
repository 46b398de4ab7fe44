package org.linuxha.heartbeat.notation;

import io.netty.util.NetUtil;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LinkSettings;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** The sections {@code links} and {@code faults}. Whether there are such media and nodes is not known here. */
final class LinksReader {
  private static final Set<String> IPV4 = Set.of("bcast", "ucast", "mcast");
  private static final Set<String> IPV6 = Set.of("ucast6", "mcast6");

  private LinksReader() {}

  /**
   * @param json fits the schema
   * @param problems takes addresses that cannot be
   */
  static LinkSections read(JsonObject json, SchemaCheck.Places places, List<Problem> problems) {
    Map<MediumKey, LinkSettings> links = new LinkedHashMap<>();
    json.getJsonObject("links", new JsonObject()).forEach(entry -> {
      JsonObject link = (JsonObject) entry.getValue();
      MediumKey key = new MediumKey(entry.getKey());
      Map<String, String> bind = new HashMap<>();
      link.getJsonObject("bind", new JsonObject()).forEach(one -> {
        String address = String.valueOf(one.getValue());
        bind.put(one.getKey(), address);
        String wrong = wrong(key.kind(), address);
        if (wrong != null) {
          problems.add(new Problem(Code.BIND_ADDRESS_WRONG, 
              places.of(OwnSections.pointer("links", entry.getKey(), "bind", one.getKey())), wrong));
        }
      });
      links.put(key, new LinkSettings(link.getString("name", ""), bind));
    });
    Map<MediumKey, LinkFault> faults = new LinkedHashMap<>();
    json.getJsonObject("faults", new JsonObject()).forEach(entry ->
        faults.put(new MediumKey(entry.getKey()), fault((JsonObject) entry.getValue())));
    twice("links", links.keySet(), places, problems);
    twice("faults", faults.keySet(), places, problems);
    return new LinkSections(links, faults);
  }

  /** Said at the one without effect. */
  private static void twice(String section, Set<MediumKey> keys, SchemaCheck.Places places, List<Problem> problems) {
    Map<List<String>, MediumKey> last = new HashMap<>();
    keys.forEach(key -> last.put(key.words(), key));
    keys.stream().filter(key -> last.get(key.words()) != key).forEach(key ->
        problems.add(new Problem(Code.LINK_KEY_TWICE, places.of(OwnSections.pointer(section, key.text())),
            "'" + key.text() + "' has no effect: '" + last.get(key.words()).text() + "' below is for the same media.")));
  }

  private static LinkFault fault(JsonObject json) {
    return new LinkFault(
        json.getInteger("lossPercent", 0), json.getInteger("delayMillis", 0), json.getBoolean("cut", false),
        LinkFault.Direction.valueOf(json.getString("direction", "both").toUpperCase(Locale.ROOT)),
        json.getJsonArray("nodes", new JsonArray()).stream().map(String::valueOf).collect(Collectors.toSet()));
  }

  /** Why sockets of that kind of medium cannot have that address anywhere; null if they can. */
  private static String wrong(String kind, String address) {
    if (!IPV4.contains(kind) && !IPV6.contains(kind)) {
      return "A " + kind + " medium is bound to no address.";
    }
    InetAddress read = NetUtil.createInetAddressFromIpAddressString(address);
    if (read == null) {
      return "'" + address + "' is no IP address.";
    }
    if (read instanceof Inet4Address != IPV4.contains(kind)) {
      return "'" + address + "' is no " + (IPV4.contains(kind) ? "IPv4" : "IPv6") + " address, and " + kind + " needs one.";
    }
    return read.isAnyLocalAddress() || read.isMulticastAddress() ? "'" + address + "' is not the address of one machine." : null;
  }
}
