package org.linuxha.heartbeat.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Our heart in a recorded node's place, with the chance that node drew and a clock that follows its ticks. */
final class WireHeart implements Effects {
  /** Header fields: the heart's own work, so no part of what is submitted. */
  private static final List<String> HEADER = List.of(
      Fields.SOURCE_UUID, Fields.SEQUENCE, Fields.GENERATION, Fields.TIME, Fields.LOAD, Fields.TTL, Fields.AUTH,
      Fields.DESTINATION_UUID, "_compression_algorithm");
  /** These wait until the recorded node shows that its own fired. */
  private static final Set<Timer.Kind> HELD =
      Set.of(Timer.Kind.KEEPALIVE, Timer.Kind.DEADTIME_SETTLED, Timer.Kind.REXMIT, Timer.Kind.ASK_NODES);
  private static final double NANOS = 1e9;
  private static final String LOAD = "0.00 0.00 0.00 1/1 1";

  /**
   * A message of ours.
   *
   * @param at when it was sent, in seconds of the capture
   * @param repeated it was sent before
   * @param submitted it was wanted by the test
   */
  record Sent(double at, Message message, boolean repeated, boolean submitted) {}

  private record Due(Timer timer, long nanos) {}

  private final WireLife life;
  private final List<Sent> open;
  private final Cluster cluster;
  private final List<Due> timers = new ArrayList<>();
  private final Set<Long> numbers = new HashSet<>();
  private final List<Message> echoes = new ArrayList<>();
  private final Map<String, List<Integer>> triggers;
  private final Set<String> added = new HashSet<>();
  private final Map<Long, Long> ourNumbers = new HashMap<>();
  private long numbersApart;
  private final Map<String, Long> lastNumbers = new HashMap<>();
  private final Deque<Long> missing = new ArrayDeque<>();
  private final long startStamp;
  NodeTable table;
  private LocalState state = LocalState.INIT;
  private Message current;
  private boolean submitting;
  private double at;
  private long nanos = 1_000_000_000L;

  WireHeart(WireLife life, NodeTable known, List<Sent> open) {
    this.life = life;
    this.open = open;
    table = known;
    at = life.start;
    startStamp = life.sent.get(0).message().hex(Fields.TIME).orElseThrow();
    triggers = new HashMap<>(life.triggers());
    Identity identity = new Identity(life.node, life.uuid(), life.generation, "test");
    cluster =
        new Cluster(life.scenario.config(life.initdeadMillis()), identity, known, new Chance(known), this);
  }

  private Now now() {
    return new Now(nanos, startStamp + (long) (at - life.start), LOAD);
  }

  // events

  void start() {
    cluster.onStart(now());
    echo();
  }

  void stop() {
    cluster.onStop("the recorded node was stopped", now());
    echo();
  }

  void submit(WireRecording.Packet recorded) {
    Message message = recorded.message();
    for (String field : HEADER) {
      message = message.without(field);
    }
    if (!recorded.type().equals("hbapi-clstat")) {
      message = message.without(Fields.SOURCE);
    }
    submitting = true;
    current = recorded.message();
    cluster.onSubmit(message, now());
    current = null;
    submitting = false;
    echo();
  }

  void receive(WireRecording.Packet packet) {
    receive(packet.isPingAnswer() ? packet.node() : life.scenario.link(), packet.message());
  }

  void receive(String link, Message message) {
    current = message;
    findMissing(message);
    cluster.onReceived(link, translated(message), now());
    current = null;
    echo();
  }

  /** The numbers that are missing now: ours draws a delay for each, in this order. */
  private void findMissing(Message message) {
    missing.clear();
    if (message.has(Fields.SEQUENCE)) {
      String of = message.text(Fields.SOURCE) + " " + message.text(Fields.GENERATION);
      long number = message.hex(Fields.SEQUENCE).orElseThrow();
      long last = lastNumbers.getOrDefault(of, number);
      for (long each = last + 1; each < number; each++) {
        missing.add(each);
      }
      lastNumbers.put(of, Math.max(last, number));
    }
  }

  /** The sender hears its own broadcasts. */
  private void echo() {
    List<Message> own = List.copyOf(echoes);
    echoes.clear();
    if (life.scenario.hearsItself()) {
      own.forEach(message -> cluster.onReceived(life.scenario.link(), message, now()));
    }
  }

  /** Time passes until that moment of the capture, but not beyond the tick that C has not shown yet. */
  void passTo(double seconds) {
    long target = nanos + Math.round(Math.max(0, seconds - at) * NANOS);
    Due tick = first(Timer.Kind.KEEPALIVE);
    if (tick != null && isHeld(Timer.Kind.KEEPALIVE)) {
      target = Math.max(nanos, Math.min(target, tick.nanos() - 1));
    }
    at = Math.max(at, seconds);
    runTo(target);
  }

  private boolean isHeld(Timer.Kind kind) {
    return HELD.contains(kind) && !life.scenario.conditions().excerpt();
  }

  private void runTo(long target) {
    while (true) {
      Due due = timers.stream()
          .filter(each -> each.nanos() <= target && !isHeld(each.timer().kind()))
          .min(Comparator.comparingLong(Due::nanos)).orElse(null);
      if (due == null) {
        break;
      }
      fire(due);
    }
    nanos = Math.max(nanos, target);
  }

  /** C's timer of that kind fired: so does ours if it is due within that time. */
  void fire(Timer.Kind kind, double withinSeconds) {
    while (mayFire(kind, withinSeconds)) {
      Due due = first(kind);
      runTo(due.nanos());
      fire(due);
      if (kind != Timer.Kind.DEADLINES) {
        return;
      }
    }
  }

  private void fire(Due due) {
    if (timers.remove(due)) {
      nanos = Math.max(nanos, due.nanos());
      cluster.onTimer(due.timer(), now());
      echo();
    }
  }

  private Due first(Timer.Kind kind) {
    return timers.stream().filter(due -> due.timer().kind() == kind)
        .min(Comparator.comparingLong(Due::nanos)).orElse(null);
  }

  int nodes() {
    return added.size();
  }

  boolean knows(String name) {
    return added.contains(name);
  }

  /** Our message of that number is the recorded one of that. */
  void numbered(long recorded, long ours) {
    ourNumbers.put(recorded, ours);
  }

  /** Ours has sent a message that C has not. */
  void sentMore() {
    numbersApart++;
  }

  long numbersApart() {
    return numbersApart;
  }

  long ourNumber(long recorded) {
    return ourNumbers.getOrDefault(recorded, recorded + numbersApart);
  }

  /** What others say about the recorded node's numbers, said about ours. */
  private Message translated(Message message) {
    if (!life.node.equals(message.text(Fields.DESTINATION)) || !message.isUnsequenced()) {
      return message;
    }
    Message ours = message;
    if (message.has(Fields.ACKNOWLEDGED)) {
      long number = ourNumber(message.hex(Fields.ACKNOWLEDGED).orElseThrow());
      ours = ours.with(Fields.ACKNOWLEDGED, Long.toHexString(number));
    }
    if (message.type().equals(Retransmission.REQUEST)) {
      ours = ours
          .with(Fields.FIRST_SEQUENCE, "" + ourNumber(message.decimal(Fields.FIRST_SEQUENCE).orElseThrow()))
          .with(Fields.LAST_SEQUENCE, "" + ourNumber(message.decimal(Fields.LAST_SEQUENCE).orElseThrow()));
    }
    return ours;
  }

  boolean isStopping() {
    return state == LocalState.STOPPING;
  }

  boolean isStopped() {
    return state == LocalState.STOPPED;
  }

  boolean mayFire(Timer.Kind kind, double withinSeconds) {
    Due due = first(kind);
    return due != null && due.nanos() <= nanos + Math.round(withinSeconds * NANOS);
  }

  // effects

  @Override
  public void transmit(Message message) {
    boolean repeated = message.has(Fields.SEQUENCE) && !numbers.add(message.hex(Fields.SEQUENCE).orElseThrow());
    open.add(new Sent(at, message, repeated, submitting));
    echoes.add(message);
  }

  /** No C node passes anything on, and beside one nor do we. */
  @Override
  public void forward(Message message, Set<String> links) {
    throw new AssertionError("forwarded: " + message);
  }

  @Override
  public void tell(ClusterEvent event) {
    if (event instanceof ClusterEvent.LocalStatus status) {
      state = status.state();
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      added.remove(removed.node());
    }
  }

  @Override
  public void schedule(Timer timer, long dueNanos) {
    timers.add(new Due(timer, dueNanos));
  }

  @Override
  public void drainLinks(long token) {
    cluster.onDrained(token, now());
  }

  @Override
  public void save(NodeTable next) {
    table = next;
  }

  /** What C drew: which digit of a node's numbers it acknowledges, and how long it waited before it asked again. */
  private final class Chance implements RandomGenerator {
    private final List<String> names = new ArrayList<>();

    Chance(NodeTable known) {
      names.addAll(life.scenario.nodes());
      known.nodes().forEach(entry -> names.add(entry.name()));
      names.add(life.node);
    }

    @Override
    public int nextInt(int bound) {
      String name = nextName();
      added.add(name);
      List<Integer> digits = triggers.getOrDefault(name, List.of());
      if (digits.size() > 1) {
        triggers.put(name, digits.subList(1, digits.size()));
      }
      return digits.isEmpty() ? life.neverAcknowledged(name) : digits.get(0);
    }

    private String nextName() {
      List<String> candidates = new ArrayList<>(names);
      if (current != null) {
        candidates.add(current.text(Fields.SOURCE));
        candidates.addAll(List.of(current.text(Fields.NODE_LIST, "").split(" ")));
      }
      return candidates.stream().filter(name -> !added.contains(name)).findFirst().orElse("");
    }

    @Override
    public long nextLong(long bound) {
      long number = missing.isEmpty() ? 0 : missing.removeFirst();
      double asked = life.firstAsked(current.text(Fields.SOURCE), number, at);
      return Math.min(bound - 1, Math.max(0, Math.round((asked - at) * NANOS)));
    }

    @Override
    public long nextLong() {
      return 0;
    }
  }
}
