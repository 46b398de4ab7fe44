package org.linuxha.heartbeat.membership;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One recorded scenario. Times are seconds since its first action. */
final class Recording {
  private static final Pattern FLOW = Pattern.compile("\\s*(-?[\\d.]+)\\s+(ACTION|WIRE n\\d|n\\d \\w+)\\s+(.*)");
  private static final Pattern UPDATE = Pattern.compile("info: Status update for node (\\S+): status (\\S+)");
  private static final Pattern DEATH = Pattern.compile("WARN: node (\\S+): is dead");
  private static final Pattern DEAF = Pattern.compile("link: (\\S+) stops hearing (\\S+)");
  private static final Pattern PARTITION = Pattern.compile("link: partition \\[(.*)\\] \\| \\[(.*)\\]");

  /** Something done to the cluster from outside. */
  record Action(double at, String text) {}

  /** A node's daemon gave another node a status. */
  record StatusSeen(double at, String observer, String node, String status) {}

  /** A packet on the wire. */
  record Packet(double at, org.linuxha.heartbeat.message.Message message) {}

  /** {@code from} was not heard by {@code to} in that time. */
  record Silence(String from, String to, double start, double end) {}

  final String name;
  final List<String> nodes;
  final long keepaliveMillis;
  final String quorum;
  final List<Action> actions = new ArrayList<>();
  final List<StatusSeen> statuses = new ArrayList<>();
  final List<Packet> packets = new ArrayList<>();
  final List<Silence> silences = new ArrayList<>();
  final Map<String, List<NodeLog.Life>> livesByNode = new TreeMap<>();
  final JsonObject views;
  private double firstWireAt = Double.NaN;

  Recording(String name) {
    this.name = name;
    Map<String, byte[]> files = Vectors.scenario(name);
    views = new JsonObject(text(files, "views.json"));
    nodes = views.getJsonArray("nodes").stream().map(String::valueOf).toList();
    JsonObject config = views.getJsonObject("config");
    keepaliveMillis = millis(config.getString("keepalive"));
    String extra = config.getString("extra");
    int at = extra.indexOf("quorum=");
    quorum = at < 0 ? "" : extra.substring(at + 7).trim();
    text(files, "flow.txt").lines().forEach(this::flowLine);
    findSilences();
    readPackets(files.get("capture.pcap"));
    for (String file : files.keySet()) {
      if (file.startsWith("ccm-")) {
        livesByNode.put(file.substring(4, file.indexOf('.')), NodeLog.read(text(files, file)));
      }
    }
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static long millis(String time) {
    return time.endsWith("ms") ? Long.parseLong(time.replace("ms", "")) : 1000 * Long.parseLong(time);
  }

  private void flowLine(String line) {
    Matcher matcher = FLOW.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    double at = Double.parseDouble(matcher.group(1));
    String who = matcher.group(2);
    String text = matcher.group(3).trim();
    if (who.equals("ACTION")) {
      actions.add(new Action(at, text));
    } else if (who.startsWith("WIRE") && text.startsWith("CCM_TYPE_") && Double.isNaN(firstWireAt)) {
      firstWireAt = at;
    } else if (who.endsWith(" heartbeat")) {
      daemonLine(at, who.substring(0, 2), text);
    }
  }

  private void daemonLine(double at, String observer, String text) {
    Matcher update = UPDATE.matcher(text);
    Matcher death = DEATH.matcher(text);
    if (update.matches()) {
      statuses.add(new StatusSeen(at, observer, update.group(1), update.group(2)));
    } else if (death.matches()) {
      statuses.add(new StatusSeen(at, observer, death.group(1), "dead"));
    }
  }

  private void readPackets(byte[] pcap) {
    List<Capture.Packet> captured = Capture.read(pcap);
    for (Capture.Packet packet : captured) {
      double at = packet.seconds() - captured.get(0).seconds() + firstWireAt;
      packets.add(new Packet(at, packet.message()));
    }
  }

  private void findSilences() {
    double healed = Double.POSITIVE_INFINITY;
    for (Action action : actions) {
      if (action.text().contains("all links healed")) {
        healed = action.at();
      }
    }
    for (Action action : actions) {
      Matcher deaf = DEAF.matcher(action.text());
      Matcher partition = PARTITION.matcher(action.text());
      if (deaf.matches()) {
        silences.add(new Silence(deaf.group(2), deaf.group(1), action.at(), healed));
      } else if (partition.matches()) {
        for (String a : names(partition.group(1))) {
          for (String b : names(partition.group(2))) {
            silences.add(new Silence(a, b, action.at(), healed));
            silences.add(new Silence(b, a, action.at(), healed));
          }
        }
      }
    }
  }

  private static List<String> names(String list) {
    return List.of(list.replace("'", "").split(", "));
  }

  boolean heard(String from, String to, double at) {
    return silences.stream().noneMatch(
        silence -> silence.from().equals(from) && silence.to().equals(to)
            && at > silence.start() && at < silence.end());
  }

  /** When that node was crashed or the recording ended, whichever came first after that moment. */
  double endOfLife(String node, double start) {
    for (Action action : actions) {
      boolean ends =
          action.text().equals("end")
              || action.text().startsWith("crash " + node + " ")
              || action.text().matches("signal 9 to ccm of " + node);
      if (action.at() > start && ends) {
        return action.at();
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
