package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.membership.NodeLog.Done;
import org.linuxha.heartbeat.membership.NodeLog.Effect;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/**
 * Puts our state machine in the place of one recorded C program: it is fed what that program received, at
 * those times, and must do what it did: send the same messages, go through the same states, tell the same
 * memberships.
 *
 * <p>Two inputs are not in the log. The C program's ticks: one is fed every second where the log is silent
 * (nothing may happen; but a starting program uses its ticks up on messages that it ignores, ccm.md 6.2), and
 * whenever the log shows an effect that no input explains. And the cookies it drew: ours stand for them,
 * one for one.
 */
final class Replay implements CcmEffects {
  private static final double QUIET_SECONDS = 0.06;
  /** A tick comes a second after the one before was handled, so on a busy machine ticks drift. */
  private static final double TICK_LATE_SECONDS = 0.6;

  /** A clock reading in the log may be so much early or late. */
  private static final double LOG_JITTER_SECONDS = 0.03;

  private final Recording recording;
  private final String node;
  private final NodeLog.Life life;
  private final double end;
  private final Interventions interventions;
  final Ccm ccm;
  final List<String> differences = new ArrayList<>();
  /** Messages sent by both that the capture does not hold: the node died first. */
  final List<String> notOnTheWire = new ArrayList<>();
  /** Messages compared field by field. */
  int compared;
  private final List<CcmTimer> timers = new ArrayList<>();
  private final List<Long> timersDue = new ArrayList<>();
  private final List<Effect> done = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();
  private final Map<String, String> ourCookieByRecorded = new HashMap<>();
  private final Map<String, Integer> cursorBySender = new HashMap<>();
  private final TreeMap<Double, Effect.Told> told = new TreeMap<>();
  private final TreeMap<Double, CcmState> states = new TreeMap<>();
  /** Moments at which no tick came although one was thought due: it came later, as the log shows. */
  private final Set<Double> notYet;

  private double prematureTick = Double.NaN;
  private final List<Double> shownTicks = new ArrayList<>();
  private int ownCursor;
  private int sentCount;
  private double nextTick;
  private double clock;
  private long lastNanos;

  /** Replays a life of that program. */
  static Replay of(Recording recording, String node, NodeLog.Life life) {
    return of(recording, node, life, null);
  }

  /** The same with another conduct than C's. */
  static Replay of(Recording recording, String node, NodeLog.Life life, Conduct conduct) {
    Set<Double> notYet = new HashSet<>();
    while (true) {
      Replay replay = new Replay(recording, node, life, conduct, notYet).run();
      if (Double.isNaN(replay.prematureTick)) {
        replay.checkLateTicks();
        return replay;
      }
      notYet.add(replay.prematureTick);
    }
  }

  private Replay(
      Recording recording, String node, NodeLog.Life life, Conduct conduct, Set<Double> notYet) {
    this.notYet = notYet;
    this.recording = recording;
    this.node = node;
    this.life = life;
    end = Math.min(life.end, recording.endOfLife(node, life.start));
    interventions = new Interventions(recording, node, life.start);
    CcmConfig config = new CcmConfig(node, recording.keepaliveMillis, Quorum.parse(recording.quorum));
    ccm = new Ccm(config, conduct == null ? interventions.conduct() : conduct, new Random(42), this);
    interventions.ccm(ccm);
    nextTick = life.firstTick + 1;
    ownCursor = firstPacketAfter(life.start - 0.05);
    begin();
  }

  private int firstPacketAfter(double at) {
    int cursor = 0;
    while (cursor < recording.packets.size() && recording.packets.get(cursor).at() < at) {
      cursor++;
    }
    return cursor;
  }

  // what the program knew at its start

  private void begin() {
    List<String> table = firstTable();
    for (String name : table) {
      ccm.onNodeAdded(name, statusAtStart(name), CcmNode.DEFAULT_WEIGHT, now(life.firstTick));
    }
    ccm.onStart(now(life.firstTick));
    check(life.beforeInput);
  }

  /** The nodes of its first message; an autojoining node is not among them yet. */
  private List<String> firstTable() {
    for (int i = ownCursor; i < recording.packets.size(); i++) {
      Message message = recording.packets.get(i).message();
      if (node.equals(message.text(Fields.SOURCE))) {
        int count = Integer.parseInt(message.text("numnodes"));
        return recording.name.equals("autojoin-first-name") && count == 2
            ? recording.nodes.subList(1, 3)
            : recording.nodes.subList(0, count);
      }
    }
    return recording.nodes;
  }

  private String statusAtStart(String name) {
    String first = life.firstStatus.get(name);
    if (first != null) {
      return first;
    }
    String status = name.equals(node) ? "active" : "init";
    for (Recording.StatusSeen seen : recording.statuses) {
      if (seen.observer().equals(node) && seen.node().equals(name) && seen.at() <= life.start + 0.3) {
        status = seen.status();
      }
    }
    return status;
  }

  // the inputs in their order

  private Replay run() {
    for (NodeLog.Entry entry : life.entries) {
      if (entry.at() < end + 0.01 && Double.isNaN(prematureTick)) {
        silentTicksUntil(entry.at() - QUIET_SECONDS);
        interventions.before(entry.at());
        feed(entry);
        check(entry);
      }
    }
    silentTicksUntil(end - QUIET_SECONDS);
    return this;
  }

  private void silentTicksUntil(double at) {
    for (; nextTick < at; nextTick += 1) {
      boolean starting = sentCount == 0 && ccm.state() == CcmState.NONE;
      boolean skip = starting || interventions.stopped(nextTick) || notYet.contains(nextTick);
      if (!skip && Double.isNaN(prematureTick) && nextTick > clock + QUIET_SECONDS) {
        interventions.before(nextTick);
        tick(nextTick - LOG_JITTER_SECONDS);
        if (!done.isEmpty()) {
          silentTickDidSomething();
        }
      }
    }
  }

  /** Nothing of that is in the log. Perhaps the tick came a little later: try without it. */
  private void silentTickDidSomething() {
    prematureTick = nextTick;
    forget();
  }

  private void feed(NodeLog.Entry entry) {
    NodeLog.Input input = entry.input();
    Now now = now(entry.at());
    switch (input.type()) {
      case "status" -> status(input, now);
      case "hbapi-clstat" -> {
        if (input.status().equals("leave")) {
          ccm.onCcmLeft(input.from(), "died", now);
        } else {
          ccm.onCcmCame(input.from(), now);
        }
      }
      case "delnode" -> ccm.onNodeRemoved("n3", now);
      case "CCM_TYPE_LEAVE" -> loss(input.from(), now);
      default -> message(entry, now);
    }
  }

  /** A death is dealt with, or a debugger makes the program deal with one that there was not. */
  private void loss(String lost, Now now) {
    if (ccm.machine().nodes.get(lost).isLive()) {
      ccm.machine().stage().onLeave(lost, "as a debugger wants", now);
    }
    fireTimers(CcmTimer.Kind.LOSSES, now);
  }

  private void status(NodeLog.Input input, Now now) {
    ccm.onNodeAdded(input.from(), input.status(), CcmNode.DEFAULT_WEIGHT, now);
    ccm.onStatus(input.from(), input.status(), "", null, now);
  }

  private void message(NodeLog.Entry entry, Now now) {
    String from = entry.input().from();
    int cursor = cursorBySender.getOrDefault(from, firstPacketAfter(life.start - 0.6));
    for (; cursor < recording.packets.size(); cursor++) {
      Recording.Packet packet = recording.packets.get(cursor);
      if (packet.at() > entry.at() + 0.2) {
        break;
      }
      if (isIt(packet, entry)) {
        cursorBySender.put(from, cursor + 1);
        ccm.onMessage(inOurCookies(packet.message()), from.equals(node), now);
        return;
      }
    }
    differences.add("%.3f no packet for %s".formatted(entry.at(), entry.input()));
  }

  private boolean isIt(Recording.Packet packet, NodeLog.Entry entry) {
    Message message = packet.message();
    String from = entry.input().from();
    return from.equals(message.text(Fields.SOURCE))
        && entry.input().type().equals(message.type())
        && message.text(Fields.DESTINATION, node).equals(node)
        && recording.heard(from, node, packet.at());
  }

  private Message inOurCookies(Message message) {
    List<Field> fields = new ArrayList<>();
    for (Field field : message.fields()) {
      boolean cookie = field.name().endsWith("cookie") && field.value() instanceof Value.Text;
      fields.add(cookie ? Field.text(field.name(), ours(message.text(field.name()))) : field);
    }
    return Message.of(fields);
  }

  private String ours(String recorded) {
    return ourCookieByRecorded.getOrDefault(recorded, recorded);
  }

  // ticks and timers

  private void tick(double at) {
    Now now = now(at);
    List<CcmTimer> before = List.copyOf(timers);
    for (CcmTimer timer : before) {
      fireIfDue(timer, now);
    }
    // C handles the tick once more in the state it led to
    for (CcmTimer timer : List.copyOf(timers)) {
      if (!before.contains(timer)) {
        fireIfDue(timer, now);
      }
    }
  }

  private void fireIfDue(CcmTimer timer, Now now) {
    int at = timers.indexOf(timer);
    if (at >= 0 && timersDue.get(at) <= now.nanos()) {
      timers.remove(at);
      timersDue.remove(at);
      ccm.onTimer(timer, now);
    }
  }

  private void fireTimers(CcmTimer.Kind kind, Now now) {
    for (CcmTimer timer : List.copyOf(timers)) {
      if (timer.kind() == kind) {
        int at = timers.indexOf(timer);
        timers.remove(at);
        timersDue.remove(at);
        ccm.onTimer(timer, now);
      }
    }
  }

  private Now now(double seconds) {
    clock = Math.max(clock, seconds);
    lastNanos = Math.max(lastNanos + 2, Math.round(clock * 1e6) * 1000);
    return new Now(lastNanos, Math.round(clock), "");
  }

  // what it did, compared

  private void check(NodeLog.Entry entry) {
    List<Done> expected = new ArrayList<>(entry.effects());
    expected.removeIf(this::isToItself);
    compare(entry.at(), expected);
    int idle = 0;
    while (!expected.isEmpty() && idle < 2 && Double.isNaN(prematureTick)) {
      double at = expected.get(0).at();
      silentTicksUntil(at - 1 + QUIET_SECONDS);
      int left = expected.size();
      interventions.before(at);
      tick(at);
      tickWasShownAt(at);
      compare(at, expected);
      idle = expected.size() < left ? 0 : idle + 1;
    }
    if (!expected.isEmpty()) {
      differences.add("%.3f after %s it did not do %s".formatted(entry.at(), entry.input(), expected));
      expected.stream().filter(e -> e.effect() instanceof Effect.Sent).forEach(e -> nextOwnPacket((Effect.Sent) e.effect()));
    }
    clock = Math.max(clock, entry.effects().isEmpty() ? entry.at() : entry.effects().get(entry.effects().size() - 1).at());
    states.put(clock, ccm.state());
  }

  /** A tick that did not come when it was due must have come soon after. */
  private void checkLateTicks() {
    for (double premature : notYet) {
      if (shownTicks.stream().noneMatch(at -> at > premature && at < premature + TICK_LATE_SECONDS)) {
        differences.add("%.3f a tick makes it do something that C did not".formatted(premature));
      }
    }
  }

  /** From now on ticks are expected every second from that one on. */
  private void tickWasShownAt(double at) {
    shownTicks.add(at);
    if (at > nextTick - 0.3) {
      nextTick = at + 1;
    }
  }

  /** C answers its own question; nobody else sees that. */
  private boolean isToItself(Done effect) {
    if (effect.effect() instanceof Effect.Sent s && s.to().equals(node)) {
      nextOwnPacket(s);
      return true;
    }
    return false;
  }

  /** Takes what we did off the list of what C did; the order among messages, states and views each must fit. */
  private void compare(double at, List<Done> expected) {
    int sentAt = 0;
    for (Effect effect : done) {
      Done match = expected.stream()
          .filter(e -> e.effect().getClass() == effect.getClass()).findFirst().orElse(null);
      if (match == null || !match.effect().equals(effect)) {
        differences.add("%.3f it did %s, C did %s".formatted(at, effect, match == null ? "not" : match.effect()));
      }
      if (effect instanceof Effect.Sent s) {
        Message ours = sent.get(sentAt++);
        if (match != null && match.effect().equals(effect)) {
          compareFields(at, ours, nextOwnPacket(s));
        }
      }
      expected.remove(match);
    }
    forget();
  }

  private void forget() {
    done.clear();
    sent.clear();
  }

  /** The packet of that message, or null if it did not reach the wire any more. */
  private Message nextOwnPacket(Effect.Sent s) {
    for (int i = ownCursor; i < recording.packets.size(); i++) {
      Recording.Packet packet = recording.packets.get(i);
      Message message = packet.message();
      if (node.equals(message.text(Fields.SOURCE))) {
        boolean same = s.type().equals(message.type()) && s.to().equals(message.text(Fields.DESTINATION, ""));
        ownCursor = same ? i + 1 : i;
        return same ? message : null;
      }
    }
    return null;
  }

  private void compareFields(double at, Message ours, Message recorded) {
    if (recorded == null) {
      notOnTheWire.add("%.3f %s".formatted(at, ours.type()));
      return;
    }
    compared++;
    for (Field field : ours.fields()) {
      String name = field.name();
      if (name.endsWith("cookie")) {
        ourCookieByRecorded.putIfAbsent(recorded.text(name), ours.text(name));
      }
    }
    List<Field> expected =
        inOurCookies(recorded).fields().stream().filter(field -> !HEADER.contains(field.name())).toList();
    if (!expected.equals(ours.fields())) {
      differences.add("%.3f it sent %s, C sent %s".formatted(at, ours, expected));
    }
  }

  private static final List<String> HEADER =
      List.of("client_gen", "destuuid", "src", "srcuuid", "seq", "hg", "ts", "ld", "ttl", "auth");

  @Override
  public void send(Message message) {
    done.add(new Effect.Sent(message.type(), message.text(Fields.DESTINATION, "")));
    sent.add(message);
    sentCount++;
  }

  @Override
  public void tell(MembershipEvent event) {
    if (event instanceof MembershipEvent.Step step && step.from() != step.to()) {
      done.add(new Effect.Became(step.from().name(), step.to().name()));
    } else if (event instanceof MembershipEvent.Formed formed) {
      View view = formed.view();
      TreeMap<String, Integer> born = new TreeMap<>();
      view.members().forEach(member -> born.put(member.name(), member.bornOn()));
      Effect.Told membership = new Effect.Told(view.instance(), view.leader(), view.quorum(), born);
      done.add(membership);
      told.put(clock, membership);
    }
  }

  @Override
  public void schedule(CcmTimer timer, long dueNanos) {
    timers.add(timer);
    timersDue.add(dueNanos);
  }

  /** The state we were in at that moment. */
  CcmState stateAt(double at) {
    return states.floorEntry(at) == null ? CcmState.NONE : states.floorEntry(at).getValue();
  }

  /** The membership we had told by then, or null. */
  Effect.Told toldAt(double at) {
    return told.floorEntry(at) == null ? null : told.floorEntry(at).getValue();
  }

  double start() {
    return life.start;
  }

  double end() {
    return end;
  }
}
