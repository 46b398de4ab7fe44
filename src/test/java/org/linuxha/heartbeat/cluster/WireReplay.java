package org.linuxha.heartbeat.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Puts our heart in the place of one recorded C node: it is fed what that node received, at those times,
 * and must send what it sent, number for number.
 *
 * <p>What the capture does not show is taken from what the node did, within stated bounds. C looks at what
 * it received mostly when a timer of its own fires (wire.md 9.1): ours gets a packet when it came, or as
 * late as C shows that it had read it, a keepalive at most. C's ticks are late by some milliseconds
 * each: our clock stands still until the tick that C's status shows, and each must come within
 * {@link #TICK_SECONDS} of its time. What local programs and administrators wanted sent is submitted when
 * it was sent.
 */
final class WireReplay {
  /** C reads its sockets at least once a keepalive; so much later on the busy machine of the recording. */
  private static final double SLACK_SECONDS = 0.35;
  /** A periodic status comes so much early or late. */
  private static final double TICK_SECONDS = 0.12;
  /** C looks for the dead so much later. */
  private static final double LOOK_SECONDS = 0.3;
  /** C asks for what is missing at its next look at the clock. */
  private static final double ASKING_SECONDS = 0.06;

  final List<String> differences = new ArrayList<>();
  /** Messages of C that ours were compared with or that a rule excused. */
  int accounted;

  private final WireLife life;
  private final WireScenario scenario;
  private final WireHeart heart;
  private final double lateSeconds;
  private final Deque<WireRecording.Packet> pending = new ArrayDeque<>();
  private final List<WireHeart.Sent> open = new ArrayList<>();
  private final WireRecording.Packet stop;
  private final WireLeftOut leftOut;
  private Message lastStatus;
  private double lastTick;

  WireReplay(WireLife life, NodeTable known) {
    this.life = life;
    scenario = life.scenario;
    stop = life.stop();
    lateSeconds = scenario.timing().keepalive() / 1e3 + SLACK_SECONDS
        + (scenario.conditions().halves().isEmpty() ? 0 : 1);
    heart = new WireHeart(life, known, open);
    leftOut = new WireLeftOut(life);
  }

  NodeTable table() {
    return heart.table;
  }

  WireReplay run() {
    lastTick = life.start;
    heart.start();
    pending.addAll(leftOut.start());
    if (life.sent.get(0).isSequenced() && life.sent.get(0).sequence() > 1) {
      feedUntil(pending::isEmpty);
    }
    int next = 0;
    for (WireRecording.Packet packet : life.timeline()) {
      if (packet.at() < life.listening || next == life.sent.size()) {
        continue;
      }
      heart.passTo(packet.at());
      feedUntil(() -> pending.isEmpty() || pending.peek().at() > packet.at() - lateSeconds);
      if (isOwn(packet)) {
        explain(life.sent.get(next++));
      } else if (life.heard(packet)) {
        pending.addAll(leftOut.before(packet));
        pending.add(packet);
      }
    }
    feedUntil(pending::isEmpty);
    leftOver();
    return this;
  }

  private boolean isOwn(WireRecording.Packet packet) {
    return packet.node().equals(life.node) && !packet.isPingAnswer() && packet.generation() == life.generation;
  }

  private void feedUntil(BooleanSupplier done) {
    while (!done.getAsBoolean() && !pending.isEmpty()) {
      heart.receive(pending.poll());
    }
  }

  // why C sent that

  private void explain(WireRecording.Packet recorded) {
    accounted++;
    if (recorded == stop) {
      heart.stop();
    }
    forgetUnasked(recorded.at());
    if (matchOf(recorded) == null) {
      if (heart.isStopped()) {
        linger(recorded);
        return;
      }
      cause(recorded);
    }
    WireHeart.Sent ours = matchOf(recorded);
    if (ours == null) {
      differences.add(describe(recorded) + " was not sent by ours; it had sent " + describe(open));
    } else {
      open.remove(ours);
      if (recorded.isSequenced() && !ours.repeated()) {
        heart.numbered(recorded.sequence(), ours.message().hex(Fields.SEQUENCE).orElseThrow());
      }
      compare(ours, recorded);
    }
    if (recorded.type().equals(StatusRules.TYPE) && !life.isRepeated(recorded)) {
      boolean plain = lastStatus != null && same(lastStatus, recorded.message(), Fields.STATUS)
          && same(lastStatus, recorded.message(), Fields.DEADTIME);
      lastStatus = recorded.message();
      if (plain && recorded.at() - lastTick >= scenario.timing().keepalive() / 1e3 - TICK_SECONDS) {
        lastTick = recorded.at();
      }
    }
  }

  /** C was deaf to the question that ours answered. */
  private void forgetUnasked(double at) {
    open.removeIf(ours -> {
      boolean unasked = ours.message().type().equals("resource") && !ours.submitted() && !heart.isStopping()
          && ours.at() < at - lateSeconds;
      if (unasked) {
        WireRule.UNASKED_RESOURCE_ANSWER.used();
        heart.sentMore();
      }
      return unasked;
    });
  }

  /** Ours has left; what C still says must be what a stopping C node says. */
  private void linger(WireRecording.Packet recorded) {
    boolean known = switch (recorded.type()) {
      case StatusRules.TYPE, FlowControl.ACKNOWLEDGEMENT, "resource", "shutdone", "ask_resources", "hbapi-clstat",
          Retransmission.REQUEST -> true;
      default -> life.isRepeated(recorded);
    };
    if (known) {
      WireRule.LINGERING.used();
    } else {
      differences.add(describe(recorded) + " was sent by C after its stop");
    }
  }

  private void cause(WireRecording.Packet recorded) {
    Message message = recorded.message();
    String destination = message.text(Fields.DESTINATION);
    if (life.isRepeated(recorded)) {
      // it reads all requests that are there before it looks at the clock again
      feedThrough(p -> asksFor(p, recorded.sequence(), recorded.sequence()));
      feedUntil(pending::isEmpty);
      return;
    }
    switch (recorded.type()) {
      case StatusRules.TYPE -> status(recorded);
      case Retransmission.REQUEST -> {
        long number = message.decimal(Fields.FIRST_SEQUENCE).orElseThrow();
        feedUntil(() -> pending.isEmpty() || pending.peek().node().equals(destination)
            && pending.peek().isSequenced() && pending.peek().sequence() == number);
        while (matchOf(recorded) == null && heart.mayFire(Timer.Kind.REXMIT, ASKING_SECONDS)) {
          heart.fire(Timer.Kind.REXMIT, ASKING_SECONDS);
        }
      }
      case Retransmission.REFUSAL -> {
        long number = message.hex(Fields.FIRST_SEQUENCE).orElseThrow();
        feedThrough(p -> asksFor(p, number, number));
      }
      case FlowControl.ACKNOWLEDGEMENT -> {
        long number = message.hex(Fields.ACKNOWLEDGED).orElseThrow();
        feedThrough(p -> p.node().equals(destination) && p.isSequenced() && p.sequence() == number);
        if (!destination.equals(life.node)) {
          feedUntil(() -> matchOf(recorded) != null);
        }
      }
      case NodeListDialogue.REQUEST -> {
        feedUntil(() -> matchOf(recorded) != null);
        heart.fire(Timer.Kind.DEADLINES, LOOK_SECONDS);
        heart.fire(Timer.Kind.ASK_NODES, ASKING_SECONDS);
      }
      case NodeListDialogue.ANSWER -> feedThrough(p -> isQuestion(p, NodeListDialogue.REQUEST));
      case "resource" -> {
        if (!feedThrough(p -> isQuestion(p, ResourceAnswers.STARTING))) {
          heart.submit(recorded);
        }
      }
      case "ip-request-resp" -> {
        if (!feedThrough(p -> isQuestion(p, ResourceAnswers.IP_REQUEST) && p.node().equals(destination))) {
          heart.submit(recorded);
        }
      }
      default -> heart.submit(recorded);
    }
  }

  private static boolean isQuestion(WireRecording.Packet packet, String type) {
    return packet.type().equals(type);
  }

  private boolean asksFor(WireRecording.Packet packet, long first, long last) {
    Message message = packet.message();
    return packet.type().equals(Retransmission.REQUEST)
        && life.node.equals(message.text(Fields.DESTINATION))
        && message.decimal(Fields.FIRST_SEQUENCE).orElse(0) <= first
        && message.decimal(Fields.LAST_SEQUENCE).orElse(0) >= last;
  }

  /** C had read up to that packet. False if there is none. */
  private boolean feedThrough(Predicate<WireRecording.Packet> cause) {
    WireRecording.Packet last = pending.stream().filter(cause).findFirst().orElse(null);
    if (last == null) {
      return false;
    }
    feedUntil(() -> pending.peek() == last);
    heart.receive(pending.poll());
    return true;
  }

  private void status(WireRecording.Packet recorded) {
    Message message = recorded.message();
    boolean sameStatus = lastStatus != null && same(message, lastStatus, Fields.STATUS);
    if (!sameStatus) {
      feedThrough(p -> isQuestion(p, NodeListDialogue.ANSWER));
      feedUntil(() -> matchOf(recorded) != null);
      heart.fire(Timer.Kind.DEADLINES, LOOK_SECONDS);
    } else if (!same(message, lastStatus, Fields.DEADTIME)) {
      heart.fire(Timer.Kind.DEADTIME_SETTLED, LOOK_SECONDS);
    } else {
      tick(recorded);
    }
  }

  private static boolean same(Message one, Message other, String field) {
    return Objects.equals(one.text(field), other.text(field));
  }

  private void tick(WireRecording.Packet recorded) {
    double keepalive = scenario.timing().keepalive() / 1e3;
    double interval = recorded.at() - lastTick;
    if (scenario.conditions().halves().isEmpty() && interval < keepalive - TICK_SECONDS) {
      WireRule.STATUS_OUT_OF_TURN.used();
      if (heart.isStopping()) {
        heart.fire(Timer.Kind.STOP, 10);
        return;
      }
    } else {
      if (interval > keepalive + TICK_SECONDS + (scenario.conditions().halves().isEmpty() ? 0 : 1)) {
        differences.add("C's tick came after %.3f s: %s".formatted(interval, describe(recorded)));
      }
      lastTick = recorded.at();
    }
    long nodes = recorded.message().decimal(Fields.TTL).orElseThrow() - 1;
    while (scenario.autojoin() != Autojoin.NONE && heart.nodes() != nodes && feedThrough(this::changesTheNodes)) {
      // C had read that by then
    }
    heart.fire(Timer.Kind.KEEPALIVE, 10);
  }

  private boolean changesTheNodes(WireRecording.Packet packet) {
    return packet.type().equals("addnode") || packet.type().equals("delnode") || !heart.knows(packet.node());
  }

  // ours and theirs

  private WireHeart.Sent matchOf(WireRecording.Packet recorded) {
    for (WireHeart.Sent ours : open) {
      if (matches(ours, recorded)) {
        return ours;
      }
    }
    return null;
  }

  private boolean matches(WireHeart.Sent ours, WireRecording.Packet recorded) {
    Message message = ours.message();
    Message theirs = recorded.message();
    if (ours.repeated() || life.isRepeated(recorded)) {
      return ours.repeated() && life.isRepeated(recorded)
          && message.hex(Fields.SEQUENCE).orElseThrow() == heart.ourNumber(recorded.sequence());
    }
    return message.type().equals(recorded.type())
        && same(message, theirs, Fields.DESTINATION)
        && (!recorded.type().equals(StatusRules.TYPE)
            || same(message, theirs, Fields.STATUS) && same(message, theirs, Fields.DEADTIME))
        && sameOrAbsent(message, theirs, Fields.ACKNOWLEDGED)
        && sameOrAbsent(message, theirs, Fields.FIRST_SEQUENCE);
  }

  private static boolean sameOrAbsent(Message one, Message other, String field) {
    return one.has(field) == other.has(field) && (!one.has(field) || same(one, other, field));
  }

  private void compare(WireHeart.Sent ours, WireRecording.Packet recorded) {
    WireRule answer = switch (recorded.type()) {
      case "resource" -> ours.submitted() ? null : WireRule.RESOURCE_ANSWER;
      case "ip-request-resp" -> ours.submitted() ? null : WireRule.ADDRESS_ANSWER;
      default -> null;
    };
    for (String difference
        : new WireComparison(scenario.conditions().excerpt(), heart.numbersApart()).of(ours.message(), recorded.message(), answer)) {
      differences.add(describe(recorded) + ": " + difference);
    }
    double early = recorded.at() - ours.at();
    if (early > lateSeconds + 0.001 && !ours.repeated()) {
      differences.add("%s was sent by ours %.3f s before C".formatted(describe(recorded), early));
    }
  }

  /** What ours sent and C did not. */
  private void leftOver() {
    forgetUnasked(Double.POSITIVE_INFINITY);
    for (WireHeart.Sent ours : open) {
      Message message = ours.message();
      if (isLeftOut(message)) {
        continue;
      }
      if (message.type().equals("shutdone") && scenario.name().equals("netstring")) {
        WireRule.STOP_THAT_NEVER_ENDS.used();
      } else if (acknowledgedLater(message)) {
        WireRule.ACKNOWLEDGED_MORE.used();
      } else if (ours.at() < life.end - lateSeconds) {
        differences.add("ours sent " + message.type() + " " + message.text(Fields.SEQUENCE) + " "
            + message.text(Fields.ACKNOWLEDGED) + " " + message.text(Fields.FIRST_SEQUENCE) + " to " + message.text(Fields.DESTINATION)
            + " at %.3f, C did not".formatted(ours.at()));
      }
    }
  }

  private boolean isLeftOut(Message message) {
    return scenario.conditions().excerpt()
        && List.of(StatusRules.TYPE, FlowControl.ACKNOWLEDGEMENT, NodeListDialogue.REQUEST).contains(message.type());
  }

  private boolean acknowledgedLater(Message message) {
    return message.type().equals(FlowControl.ACKNOWLEDGEMENT)
        && life.sent.stream().anyMatch(p -> p.type().equals(FlowControl.ACKNOWLEDGEMENT)
            && same(p.message(), message, Fields.DESTINATION)
            && p.message().hex(Fields.ACKNOWLEDGED).orElse(0) > message.hex(Fields.ACKNOWLEDGED).orElse(0));
  }

  private String describe(WireRecording.Packet packet) {
    Message message = packet.message();
    return "%.3f %s of %s (seq %s, dest %s, ack %s)".formatted(
        packet.at(), message.type(), packet.node(), packet.isSequenced() ? packet.sequence() : "-",
        message.text(Fields.DESTINATION), message.text(Fields.ACKNOWLEDGED));
  }

  private static String describe(List<WireHeart.Sent> sent) {
    return sent.stream().map(ours -> ours.message().type() + " " + ours.message().text(Fields.SEQUENCE)).toList()
        .toString();
  }
}
