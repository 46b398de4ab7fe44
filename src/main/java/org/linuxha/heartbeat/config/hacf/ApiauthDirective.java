package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.linuxha.heartbeat.config.ApiAuthorization;
import org.linuxha.heartbeat.config.Configuration.Pacemaker;
import org.linuxha.heartbeat.problem.Code;

/** {@code apiauth NAME [uid=LIST] [gid=LIST]} and its defaults (client-api.md 5). */
final class ApiauthDirective {
  private static final List<String> HACLUSTER = List.of("hacluster");
  private static final List<String> ROOT = List.of("root");
  private static final List<String> HACLIENT = List.of("haclient");

  private ApiauthDirective() {}

  static List<Directive> table() {
    return List.of(Directive.line("apiauth", ApiauthDirective::read));
  }

  private static void read(Entry entry) throws Refusal {
    List<String> words = entry.words();
    if (words.size() < 2) {
      throw invalid("Invalid apiauth directive " + entry.shown());
    }
    String name = words.get(0);
    if (entry.draft().apiauth.containsKey(name)) {
      throw invalid("Duplicate apiauth directive for API client " + Statement.printable(name));
    }
    List<String> users = null;
    List<String> groups = null;
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("uid=")) {
        users = list(users, "uid", word, "user id", entry.environment()::userExists);
      } else if (word.startsWith("gid=")) {
        groups = list(groups, "gid", word, "group", entry.environment()::groupExists);
      } else {
        throw invalid("Missing uid or gid in apiauth: [" + Statement.printable(word) + "]");
      }
    }
    entry.draft().apiauth.put(name, new ApiAuthorization(orEmpty(users), orEmpty(groups)));
  }

  private static List<String> list(
      List<String> before, String kind, String word, String what, Predicate<String> exists)
      throws Refusal {
    if (before != null) {
      throw invalid("Duplicate " + kind + " list in apiauth");
    }
    List<String> names = new ArrayList<>();
    // a comma at the end is allowed, an empty name between two is not
    String list = word.substring(kind.length() + 1).replaceFirst("(?<=[^,]),$", "");
    if (list.isEmpty()) {
      return names;
    }
    for (String name : list.split(",", -1)) {
      if (!name.matches("\\d{1,10}") && (name.isEmpty() || !exists.test(name))) {
        throw invalid("Invalid " + what + " name [" + Statement.printable(name) + "]");
      }
      names.add(name);
    }
    return names;
  }

  private static List<String> orEmpty(List<String> list) {
    return list == null ? List.of() : list;
  }

  private static Refusal invalid(String reason) {
    return new Refusal(Code.APIAUTH_INVALID, reason);
  }

  /** The configured entries and the defaults of clients that have none. */
  static Map<String, ApiAuthorization> withDefaults(Draft draft) {
    Map<String, ApiAuthorization> all = new LinkedHashMap<>(draft.apiauth);
    byUser(all, HACLUSTER, "ipfail", "ccm");
    all.putIfAbsent("ping", new ApiAuthorization(List.of(), HACLIENT));
    byUser(all, ROOT, "lha-snmpagent");
    all.putIfAbsent("anon", new ApiAuthorization(ROOT, HACLIENT));
    if (draft.pacemaker != Pacemaker.Mode.OFF) {
      byUser(all, HACLUSTER, "cib", "crmd", "attrd");
      byUser(all, ROOT, "stonithd", "stonith-ng", "pingd");
    }
    return all;
  }

  private static void byUser(
      Map<String, ApiAuthorization> all, List<String> users, String... names) {
    for (String name : names) {
      all.putIfAbsent(name, new ApiAuthorization(users, List.of()));
    }
  }
}
