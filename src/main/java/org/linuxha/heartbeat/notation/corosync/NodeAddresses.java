package org.linuxha.heartbeat.notation.corosync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which address each node has on each link. ha.cf names the addresses of a ucast link, and not whose they are: that is known
 * where it is a node's name, where the name stands beside it as a comment, or where it is given.
 */
final class NodeAddresses {
  /**
   * @param addresses by node; empty if it is not known
   * @param guessed true if nothing but the order of nodes and addresses says it
   */
  record Link(String device, Map<String, String> addresses, boolean guessed) {}

  private final List<String> nodes;
  private final JsonObject comments;
  private final Map<String, List<String>> given;

  /** @param given by node the addresses on the first link, on the second ...; may be empty */
  NodeAddresses(List<String> nodes, JsonObject comments, Map<String, List<String>> given) {
    this.nodes = nodes;
    this.comments = comments;
    this.given = given;
  }

  /** The links of that network in the order of their first medium, without serial lines and ping nodes. */
  List<Link> links(JsonArray media) {
    Set<String> devices = new LinkedHashSet<>();
    for (Object medium : media) {
      if (isLink((JsonObject) medium)) {
        devices.add(((JsonObject) medium).getString("device"));
      }
    }
    List<Link> links = new ArrayList<>();
    for (String device : devices) {
      int number = links.size();
      Map<String, String> told = new LinkedHashMap<>();
      given.forEach((node, addresses) -> {
        if (number < addresses.size()) {
          told.put(node, addresses.get(number));
        }
      });
      links.add(isWhole(told) ? new Link(device, told, false) : written(device, media));
    }
    return links;
  }

  static boolean isLink(JsonObject medium) {
    return !medium.getString("kind").startsWith("ping") && !medium.getString("kind").equals("serial");
  }

  /** One for every node, no two the same, and all of one family: corosync takes no other. */
  private boolean isWhole(Map<String, String> addresses) {
    long six = addresses.values().stream().filter(address -> address.contains(":")).count();
    return addresses.keySet().containsAll(nodes) && Set.copyOf(addresses.values()).size() == addresses.size()
        && (six == 0 || six == addresses.size());
  }

  private Link written(String device, JsonArray media) {
    Map<String, String> known = new LinkedHashMap<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < media.size(); i++) {
      JsonObject medium = media.getJsonObject(i);
      if (device.equals(medium.getString("device")) && medium.getString("kind").startsWith("ucast")) {
        String address = medium.getString("address");
        all.add(address);
        owner(address, "/network/media/" + i).ifPresent(node -> known.putIfAbsent(node, address));
      }
    }
    if (isWhole(known)) {
      return new Link(device, known, false);
    }
    Map<String, String> guessed = new LinkedHashMap<>();
    if (all.size() == nodes.size()) {
      for (int i = 0; i < nodes.size(); i++) {
        guessed.put(nodes.get(i), all.get(i));
      }
      // what is known must not be contradicted
      if (isWhole(guessed) && guessed.entrySet().containsAll(known.entrySet())) {
        return new Link(device, guessed, true);
      }
    }
    return new Link(device, Map.of(), false);
  }

  /** The one node whose name the address is, or the comment beside or above it has. */
  private Optional<String> owner(String address, String pointer) {
    Optional<String> named = only(node -> address.equalsIgnoreCase(node));
    if (named.isPresent()) {
      return named;
    }
    JsonObject there = comments.getJsonObject(pointer, new JsonObject());
    String text = there.getString("behind", "") + " " + there.getJsonArray("before", new JsonArray()).stream().map(String::valueOf)
        .reduce("", (one, other) -> one + " " + other);
    return only(node -> Pattern.compile("(?i)(?<![\\w.-])" + Pattern.quote(node) + "(?![\\w.-])").matcher(text).find());
  }

  private Optional<String> only(Predicate<String> test) {
    List<String> found = nodes.stream().filter(test).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
