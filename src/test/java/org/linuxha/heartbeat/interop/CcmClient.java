package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The C program {@code ccm_testclient} on one host, started again whenever its ccm goes away. It does not
 * know who leads; the debug log of ccm does ({@code debug 1} and {@code debugfile} in ha.cf).
 */
final class CcmClient {
  static final String DEBUG_LOG = "/var/log/ha-debug";
  private static final String PROGRAM = "/usr/libexec/heartbeat/ccm_testclient";
  private static final String GONE = "=== gone";
  static final String LOOP =
      "while :; do [ -S /run/heartbeat/ccm/ccm ] && setpriv --reuid hacluster --regid haclient --clear-groups "
          + PROGRAM + "; echo '" + GONE + "'; sleep 0.2; done";

  private static final Pattern EVENT = Pattern.compile("event=(.*?):\\s*$");
  private static final Pattern INSTANCE = Pattern.compile("info: instance=(\\d+)");
  private static final Pattern MEMBER = Pattern.compile("nodeid=\\d+, uname=([^,]+), born=(\\d+)");
  private static final Pattern LEADER = Pattern.compile("leader=(\\S+)");
  private static final Pattern TRANSITION = Pattern.compile("transition=(\\d+)");
  private static final Pattern QUORUM = Pattern.compile("has_quorum=(-?\\d+)");

  private final Host host;
  private Process loop;

  CcmClient(Host host) {
    this.host = host;
  }

  /** Everything a host runs can be killed, this loop too. */
  void keepRunning() {
    if (loop == null || !loop.isAlive()) {
      loop = host.namespace().start(output(), List.of("sh", "-c", LOOP));
    }
  }

  private Path output() {
    return host.home().resolve("log/ccm-client.out");
  }

  /** Everything it printed since its loop was started. */
  String printed() {
    return Files.exists(output()) ? Command.text(output()) : "";
  }

  /** The kinds of the events, in order: NEW MEMBERSHIP, NOT PRIMARY ... */
  List<String> events() {
    return printed().lines().map(EVENT::matcher).filter(Matcher::find).map(found -> found.group(1)).toList();
  }

  /** What the last event said. */
  MemberView view() {
    String event = "";
    int instance = 0;
    Map<String, Integer> members = new TreeMap<>();
    boolean inMembers = false;
    boolean complete = false;
    for (String line : printed().lines().toList()) {
      Matcher kind = EVENT.matcher(line);
      Matcher number = INSTANCE.matcher(line);
      Matcher member = MEMBER.matcher(line);
      if (line.contains(GONE)) {
        event = "";
      } else if (kind.find()) {
        event = kind.group(1);
        members = new TreeMap<>();
        complete = false;
      } else if (number.find()) {
        instance = Integer.parseInt(number.group(1));
      } else if (line.contains("NODES IN THE PRIMARY MEMBERSHIP")) {
        inMembers = true;
      } else if (line.contains("MY NODE IS") || line.contains("NEW MEMBERS")) {
        inMembers = false;
      } else if (line.contains("-----")) {
        complete = true;
      } else if (inMembers && member.find()) {
        members.put(member.group(1), Integer.parseInt(member.group(2)));
      }
    }
    if (event.isEmpty() || !complete) {
      return MemberView.NONE;
    }
    boolean formed = !event.equals("NOT PRIMARY");
    return new MemberView(formed, instance, leaderOf(instance), formed && quorumOf(event, instance), members);
  }

  /** PRIMARY RESTORED is said with and without quorum (ccm.md 9.1). */
  private boolean quorumOf(String event, int instance) {
    return event.startsWith("NEW") || (!event.startsWith("NO QUORUM") && "1".equals(lastDumped(QUORUM, instance)));
  }

  private String leaderOf(int instance) {
    return lastDumped(LEADER, instance);
  }

  /** From the last dump of that transition in ccm's debug log. */
  private String lastDumped(Pattern wanted, int instance) {
    String leader = "";
    String value = "";
    String found = "";
    boolean ours = false;
    for (String line : Command.text(host.home().resolve("log/ha-debug")).lines().filter(l -> l.contains(" ccm: ")).toList()) {
      Matcher lead = LEADER.matcher(line);
      Matcher transition = TRANSITION.matcher(line);
      Matcher match = wanted.matcher(line);
      if (lead.find()) {
        leader = lead.group(1);
        ours = false;
      } else if (transition.find()) {
        ours = Integer.parseInt(transition.group(1)) == instance;
        if (ours && wanted == LEADER) {
          found = leader;
        }
      } else if (ours && match.find()) {
        value = match.group(1);
        found = value;
      }
    }
    return found;
  }
}
