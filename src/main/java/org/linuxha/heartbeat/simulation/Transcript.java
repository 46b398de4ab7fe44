package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.membership.CcmTrace;
import org.linuxha.heartbeat.message.Message;

/**
 * A scenario and what came of it in one readable text. Lines that start with {@code >} are orders,
 * lines that start with {@code #} and empty ones are the author's; all others are the outcome, which
 * {@link #replay} writes anew. So a change of behaviour is a difference between two texts.
 *
 * <p>Orders before the world begins: {@code nodes NAME...}, {@code links NAME...}, {@code timing
 * keepalive=T deadtime=T initdead=T}, {@code faults OPTIONS}, {@code resources}, {@code clike NAME...},
 * {@code views} (every daemon runs a membership service), {@code autojoin NAME...} (in nobody's configuration
 * but their own), {@code seed N}. Then: {@code start}, {@code settled} (start, and run 10 s untold), {@code stop}, {@code kill}, {@code wipe} (kill and lose the state
 * files), {@code pause}, {@code resume} with names; {@code send NAME [to NAME] TEXT [xN]}; {@code cut},
 * {@code heal} with a path ({@link PathPattern}); {@code clock NAME SECONDS}; {@code show}, {@code hide}
 * a topic of {@link Reporter}; {@code run T}; {@code view}; {@code members}; {@code killccm NAME}; {@code dies
 * NAME TYPE}: as soon as it has sent a message of that type.
 */
public final class Transcript {
  private static final long SETTLED_NANOS = 10_000_000_000L;

  private final StringBuilder text = new StringBuilder();
  private List<String> nodes = List.of();
  private List<String> links = List.of("eth0");
  private List<String> clike = List.of();
  private Timing timing = Settings.timing(500, 4000, 5000);
  private FaultOptions faults = FaultOptions.NONE.with("delay=fixed:1ms");
  private boolean resourceMode;
  private boolean views;
  private List<String> autojoin = List.of();
  private long seed = 1;
  private Simulation world;
  private Reporter reporter;

  private Transcript() {}

  /** Lives through the scenario of that text; returns the text with the outcome of this run. */
  public static String replay(String scenario) {
    Transcript transcript = new Transcript();
    int number = 0;
    for (String line : scenario.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        transcript.text.append(line).append('\n');
      } else if (line.startsWith(">")) {
        transcript.text.append(line).append('\n');
        transcript.obey(line.substring(1).strip(), number);
      }
    }
    return transcript.text.substring(0, transcript.text.length() - 1);
  }

  private void obey(String order, int line) {
    String[] words = order.split("\\s+", 2);
    String rest = words.length == 1 ? "" : words[1];
    try {
      if (world != null || !prepare(words[0], rest)) {
        act(words[0], rest);
        world.runUntil(world.nanos());
        reporter.orderDone();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
    }
  }

  /** Orders that describe the world; false if this is none. */
  private boolean prepare(String order, String rest) {
    switch (order) {
      case "nodes" -> nodes = names(rest);
      case "links" -> links = names(rest);
      case "clike" -> clike = names(rest);
      case "timing" -> timing = timing(rest);
      case "faults" -> faults = faults.with(rest);
      case "resources" -> resourceMode = true;
      case "views" -> views = true;
      case "autojoin" -> autojoin = names(rest);
      case "seed" -> seed = Long.parseLong(rest);
      default -> {
        begin();
        return false;
      }
    }
    return true;
  }

  private static List<String> names(String rest) {
    return rest.isBlank() ? List.of() : List.of(rest.strip().split("\\s+"));
  }

  private static Timing timing(String rest) {
    Map<String, Long> millis = new TreeMap<>(Map.of("keepalive", 500L, "deadtime", 4000L, "initdead", 5000L));
    for (String assignment : names(rest)) {
      String[] sides = assignment.split("=", 2);
      if (sides.length != 2 || !millis.containsKey(sides[0])) {
        throw new IllegalArgumentException("'" + assignment + "': timing takes keepalive=T deadtime=T initdead=T");
      }
      millis.put(sides[0], Durations.parse(sides[1]) / 1_000_000);
    }
    return Settings.timing(millis.get("keepalive"), millis.get("deadtime"), millis.get("initdead"));
  }

  private void begin() {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a scenario begins with its nodes: > nodes north south");
    }
    List<SimulatedNode.Setup> setups = new ArrayList<>();
    for (String name : nodes) {
      Turns turns = clike.contains(name) ? new CLikeTiming(timing.keepalive() * 1_000_000) : Turns.PROMPT;
      setups.add(new SimulatedNode.Setup(name, config(name), turns, Heart::real, views ? Service::real : null));
    }
    world = new Simulation(new Simulation.Setup(seed, setups, links, faults), Trace.NONE);
    reporter = new Reporter(line -> text.append(line).append('\n'));
    world.add(reporter);
    Invariants.watch(world, new EverythingArrives());
    if (views) {
      Invariants.watchViews(world, new SidesAgree(), new Converges());
    }
  }

  private ClusterConfig config(String node) {
    List<String> known = nodes.stream().filter(name -> name.equals(node) || !autojoin.contains(name)).toList();
    ClusterConfig config = Settings.config(known, links, timing, 250, resourceMode);
    return autojoin.isEmpty() ? config : Settings.withAutojoin(config);
  }

  private void act(String order, String rest) {
    switch (order) {
      case "start" -> named(rest).forEach(SimulatedNode::start);
      case "settled" -> settled(rest);
      case "stop" -> named(rest).forEach(node -> node.stop("ordered"));
      case "kill" -> named(rest).forEach(node -> node.crash(false));
      case "wipe" -> named(rest).forEach(node -> node.crash(true));
      case "pause" -> named(rest).forEach(SimulatedNode::pause);
      case "resume" -> named(rest).forEach(SimulatedNode::resume);
      case "cut" -> world.network().cut(PathPattern.parse(rest));
      case "heal" -> world.network().heal(PathPattern.parse(rest));
      case "faults" -> world.network().setFaults(faults.with(rest));
      case "send" -> send(rest);
      case "clock" -> world.node(names(rest).get(0)).stepClock(Long.parseLong(names(rest).get(1)));
      case "show" -> names(rest).forEach(reporter::show);
      case "hide" -> names(rest).forEach(reporter::hide);
      case "run" -> world.runUntil(world.nanos() + Durations.parse(rest));
      case "view" -> view();
      case "members" -> members();
      case "killccm" -> named(rest).forEach(node -> node.life().killService());
      case "dies" -> world.add(new DiesOf(world.node(names(rest).get(0)), names(rest).get(1)));
      default -> throw new IllegalArgumentException("'" + order + "' is no order");
    }
  }

  /** A start that is told elsewhere: ten quiet seconds, then everybody is active. */
  private void settled(String rest) {
    reporter.beSilent(true);
    named(rest).forEach(SimulatedNode::start);
    world.runUntil(world.nanos() + SETTLED_NANOS);
    reporter.beSilent(false);
    if (views) {
      members();
    } else {
      view();
    }
  }

  private List<SimulatedNode> named(String rest) {
    return names(rest).stream().map(world::node).toList();
  }

  /** {@code NAME [to NAME] TEXT [xN]}. */
  private void send(String rest) {
    List<String> words = new ArrayList<>(names(rest));
    SimulatedNode from = world.node(words.remove(0));
    String destination = "";
    if (words.get(0).equals("to")) {
      destination = world.node(words.get(1)).name();
      words = words.subList(2, words.size());
    }
    int copies = words.size() > 1 ? Integer.parseInt(words.get(1).substring(1)) : 1;
    for (int i = 1; i <= copies; i++) {
      Message message = Traffic.message(copies == 1 ? words.get(0) : words.get(0) + i, destination);
      from.submit(message);
    }
  }

  /** Who is what for whom. */
  private void view() {
    for (SimulatedNode node : world.nodes()) {
      text.append("        ").append(node.name()).append(": ");
      if (node.isUp()) {
        List<String> seen = nodes.stream().map(name -> name + " " + node.life().picture().statusOf(name)).toList();
        text.append(node.life().picture().state()).append(", ").append(String.join(", ", seen));
      } else {
        text.append("no daemon");
      }
      text.append('\n');
    }
  }

  /** Who is in a membership with whom. */
  private void members() {
    for (SimulatedNode node : world.nodes()) {
      ServiceLife service = node.service();
      text.append("        ").append(node.name()).append(": ");
      if (service == null) {
        text.append(node.isUp() ? "no CCM" : "no daemon");
      } else {
        text.append(service.state()).append(", ");
        text.append(service.view() == null ? "no view" : CcmTrace.summary(service.view()));
        text.append(service.isInFlux() ? ", void" : "");
      }
      text.append('\n');
    }
  }

  /** Lets a node die once it has sent a message of that type. */
  private record DiesOf(SimulatedNode node, String type) implements Witness {
    @Override
    public void transmitted(SimulatedNode sender, Message message) {
      if (sender == node && type.equals(message.type())) {
        node.crashAfter(0, false);
      }
    }
  }
}
