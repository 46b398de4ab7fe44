package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** One life of a recorded node: what it sent, and what can be learnt from that about its chance and its fate. */
final class WireLife {
  private static final Map<String, Integer> HOST = Map.of("north", 1, "south", 2, "east", 3);
  /** Two statuses so close together are no two ticks. */
  private static final double OUT_OF_TURN_SECONDS = 0.02;
  /** A C node is gone so soon after it was told to stop. */
  private static final double STOPPING_SECONDS = 3.5;

  /** It looks for the dead once a second, on a busy machine. */
  private static final long LOOK_MILLIS = 1_300;

  /** It opens its sockets at most so long before it sends. */
  private static final double LISTENING_SECONDS = 1;

  final WireScenario scenario;
  final WireRecording recording;
  final String node;
  final long generation;
  /** What it sent, sequenced messages in the order of their numbers (C can send a higher one first, wire.md 6.1). */
  final List<WireRecording.Packet> sent;
  final double start;
  final double end;
  /** Its sockets were open from here on, as its acknowledgements show. */
  final double listening;
  private final Set<WireRecording.Packet> repeated = new HashSet<>();
  private final Set<WireRecording.Packet> lost = new HashSet<>();

  WireLife(WireScenario scenario, WireRecording recording, String node, long generation) {
    this.scenario = scenario;
    this.recording = recording;
    this.node = node;
    this.generation = generation;
    List<WireRecording.Packet> own = new ArrayList<>(recording.packets.stream()
        .filter(p -> p.node().equals(node) && !p.isPingAnswer() && p.generation() == generation)
        .toList());
    markRepeated(own);
    sent = inOrderOfNumbers(own);
    own.retainAll(new HashSet<>(sent));
    start = own.get(0).at();
    end = own.get(own.size() - 1).at();
    listening = firstHeard();
    if (scenario.conditions().lossy().contains(node)) {
      findLost();
    }
  }

  private void markRepeated(List<WireRecording.Packet> own) {
    Set<Long> seen = new HashSet<>();
    for (WireRecording.Packet packet : own) {
      if (packet.isSequenced() && !seen.add(packet.sequence())) {
        repeated.add(packet);
      }
    }
  }

  private List<WireRecording.Packet> inOrderOfNumbers(List<WireRecording.Packet> own) {
    List<WireRecording.Packet> numbered = new ArrayList<>(
        own.stream().filter(p -> p.isSequenced() && !isRepeated(p)).toList());
    numbered.sort(Comparator.comparingLong(WireRecording.Packet::sequence));
    List<WireRecording.Packet> ordered = new ArrayList<>();
    int next = 0;
    for (WireRecording.Packet packet : own) {
      ordered.add(packet.isSequenced() && !isRepeated(packet) ? numbered.get(next++) : packet);
    }
    ownNumbersFirst(ordered);
    return ordered;
  }

  /** C processes its own message, and acknowledges it, before it sends it (wire.md 6.1): the cause comes first. */
  private void ownNumbersFirst(List<WireRecording.Packet> ordered) {
    for (int i = ordered.size() - 1; i >= 0; i--) {
      WireRecording.Packet ack = ordered.get(i);
      if (ack.type().equals(FlowControl.ACKNOWLEDGEMENT) && node.equals(ack.message().text(Fields.DESTINATION))) {
        long number = ack.message().hex(Fields.ACKNOWLEDGED).orElseThrow();
        if (number > highest(ordered)) {
          ordered.remove(i); // of a message that the capture does not hold any more
          continue;
        }
        for (int later = i + 1; later < ordered.size(); later++) {
          WireRecording.Packet cause = ordered.get(later);
          if (cause.isSequenced() && !isRepeated(cause) && cause.sequence() == number) {
            ordered.add(later, ordered.remove(i));
          }
        }
      }
    }
  }

  private static long highest(List<WireRecording.Packet> packets) {
    return packets.stream().filter(WireRecording.Packet::isSequenced)
        .mapToLong(WireRecording.Packet::sequence).max().orElse(0);
  }

  private double firstHeard() {
    double first = start;
    for (WireRecording.Packet ack : sent) {
      if (ack.type().equals(FlowControl.ACKNOWLEDGEMENT)) {
        String other = ack.message().text(Fields.DESTINATION);
        long number = ack.message().hex(Fields.ACKNOWLEDGED).orElseThrow();
        first = recording.packets.stream()
            .filter(p -> p.node().equals(other) && p.isSequenced() && p.sequence() == number)
            .filter(p -> p.at() > start - LISTENING_SECONDS)
            .mapToDouble(WireRecording.Packet::at).reduce(first, Math::min);
      }
    }
    return first;
  }

  /**
   * All packets of the recording in the order in which this node met them. On the serial line there is no
   * time but {@code ts}: what the other sent within a second of ours may have come before.
   */
  List<WireRecording.Packet> timeline() {
    if (scenario.conditions().halves().isEmpty()) {
      return recording.packets;
    }
    List<WireRecording.Packet> all = new ArrayList<>();
    recording.packets.forEach(p -> all.add(p.node().equals(node) ? p : p.at(Math.max(0, p.at() - 1))));
    all.sort(Comparator.comparingDouble(WireRecording.Packet::at));
    return all;
  }

  boolean isRepeated(WireRecording.Packet packet) {
    return repeated.contains(packet);
  }

  UUID uuid() {
    return sent.get(0).message().uuid(Fields.SOURCE_UUID);
  }

  // who was heard

  /** Did this node hear that packet of somebody else? */
  boolean heard(WireRecording.Packet packet) {
    if (packet.isPingAnswer()) {
      return isOurAddress(packet.to());
    }
    boolean cut = packet.at() > scenario.conditions().cutFrom() && packet.at() < scenario.conditions().cutUntil();
    return !packet.node().equals(node) && !cut && believed(packet) && addressed(packet) && !lost.contains(packet);
  }

  private boolean addressed(WireRecording.Packet packet) {
    boolean toAll = packet.to().isEmpty() || packet.to().endsWith(".255") || packet.to().startsWith("239.")
        || packet.to().startsWith("ff");
    return toAll || isOurAddress(packet.to());
  }

  private boolean isOurAddress(String address) {
    return address.matches("(10\\.78\\.0\\.|fd78[0-9a-f]*)" + HOST.get(node));
  }

  /** C checks with the key of its own active index (wire.md 2.3); in this capture keys of two indexes differ. */
  private boolean believed(WireRecording.Packet packet) {
    if (!scenario.name().equals("key-rotation-rejected")) {
      return true;
    }
    int active = 0;
    for (WireRecording.Packet own : sent) {
      active = own.at() <= packet.at() || active == 0 ? own.keyIndex() : active;
    }
    return packet.keyIndex() == active;
  }

  /** What it had to ask for it had not got: the first copy, and each that it asked for again. */
  private void findLost() {
    for (WireRecording.Packet packet : recording.packets) {
      if (packet.isSequenced() && !packet.node().equals(node)) {
        double nextCopy = recording.packets.stream()
            .filter(p -> p.at() > packet.at() && p.node().equals(packet.node()) && p.isSequenced()
                && p.sequence() == packet.sequence())
            .mapToDouble(WireRecording.Packet::at).min().orElse(-1);
        if (lastAsked(packet.node(), packet.sequence()) > packet.at() && nextCopy > 0
            && !acknowledged(packet, nextCopy)) {
          lost.add(packet);
        }
      }
    }
  }

  private boolean acknowledged(WireRecording.Packet packet, double before) {
    return sent.stream().anyMatch(p -> p.type().equals(FlowControl.ACKNOWLEDGEMENT)
        && p.message().text(Fields.DESTINATION).equals(packet.node())
        && p.message().hex(Fields.ACKNOWLEDGED).orElse(0) >= packet.sequence()
        && p.at() > packet.at() && p.at() < before);
  }

  /** When it asked for that number first after that moment; much later if never. */
  double firstAsked(String other, long sequence, double after) {
    return asked(other, sequence).filter(at -> at >= after).min().orElse(Double.MAX_VALUE);
  }

  private double lastAsked(String other, long sequence) {
    return asked(other, sequence).max().orElse(-1);
  }

  private DoubleStream asked(String other, long sequence) {
    return sent.stream()
        .filter(p -> p.type().equals(Retransmission.REQUEST) && p.message().text(Fields.DESTINATION).equals(other)
            && p.message().decimal(Fields.FIRST_SEQUENCE).orElse(0) == sequence)
        .mapToDouble(WireRecording.Packet::at);
  }

  // what it drew and decided

  /** The digits it acknowledged of each node: one, or one after another if the node was added anew. */
  Map<String, List<Integer>> triggers() {
    Map<String, List<Integer>> triggers = new HashMap<>();
    for (WireRecording.Packet packet : sent) {
      if (packet.type().equals(FlowControl.ACKNOWLEDGEMENT)) {
        int digit = (int) (packet.message().hex(Fields.ACKNOWLEDGED).orElseThrow() % 10);
        List<Integer> known =
            triggers.computeIfAbsent(packet.message().text(Fields.DESTINATION), key -> new ArrayList<>());
        if (known.isEmpty() || known.get(known.size() - 1) != digit) {
          known.add(digit);
        }
      }
    }
    return triggers;
  }

  /** A digit that no number of that node ended in, so that a node which acknowledged nothing had nothing to. */
  int neverAcknowledged(String other) {
    Set<Integer> digits = new HashSet<>();
    recording.packets.stream()
        .filter(p -> p.node().equals(other) && p.isSequenced() && p.at() >= start && p.at() <= end)
        .forEach(p -> digits.add((int) (p.sequence() % 10)));
    for (int digit = 0; digit < 10; digit++) {
      if (!digits.contains(digit)) {
        return digit;
      }
    }
    return 0;
  }

  /**
   * When it gave up waiting for nodes it had not heard: initdead, or as much later as its once-a-second look
   * took (wire.md 9.1).
   */
  long initdeadMillis() {
    long configured = scenario.timing().initdead();
    long ticks = 0;
    String deadtime = null;
    for (WireRecording.Packet packet : sent) {
      boolean goesOn = packet.type().equals(NodeListDialogue.REQUEST)
          || Peer.ACTIVE.equals(packet.message().text(Fields.STATUS));
      if (goesOn) {
        // ours counts time in C's ticks; an autojoining node goes on in the tick, others just after it
        long after = ticks * scenario.timing().keepalive() + (scenario.autojoin() == Autojoin.NONE ? 1 : 0);
        return after > configured && after < configured + LOOK_MILLIS ? after : configured;
      }
      if (packet.type().equals(StatusRules.TYPE)) {
        boolean tick = packet.sequence() > 3 && packet.message().text(Fields.DEADTIME).equals(deadtime);
        ticks += tick ? 1 : 0;
        deadtime = packet.message().text(Fields.DEADTIME);
      }
    }
    return configured;
  }

  /** The first message it sent because it had been told to stop, or null if it was not. */
  WireRecording.Packet stop() {
    WireRecording.Packet farewell = null;
    WireRecording.Packet previous = null;
    WireRecording.Packet beforePrevious = null;
    for (WireRecording.Packet packet : sent) {
      if (!packet.isSequenced() || isRepeated(packet)) {
        continue;
      }
      if (isFarewell(packet.message()) && farewell == null) {
        boolean announced = previous.type().equals(StatusRules.TYPE)
            && packet.at() - previous.at() < OUT_OF_TURN_SECONDS;
        farewell = announced ? previous : packet;
      }
      boolean repeatsStatus = previous != null && beforePrevious != null
          && sameStatus(beforePrevious, previous) && sameStatus(previous, packet)
          && packet.at() - previous.at() < OUT_OF_TURN_SECONDS;
      if (farewell == null && !scenario.resourceMode() && end - packet.at() < STOPPING_SECONDS && repeatsStatus) {
        farewell = previous;
      }
      beforePrevious = previous;
      previous = packet;
    }
    return farewell;
  }

  static boolean isFarewell(Message message) {
    return message.type().equals("shutdone") || "shutdown".equals(message.text(Fields.INFO));
  }

  private static boolean sameStatus(WireRecording.Packet one, WireRecording.Packet other) {
    return one.type().equals(StatusRules.TYPE) && other.type().equals(StatusRules.TYPE)
        && one.message().text(Fields.STATUS).equals(Peer.ACTIVE)
        && other.message().text(Fields.STATUS).equals(Peer.ACTIVE)
        && one.message().text(Fields.DEADTIME).equals(other.message().text(Fields.DEADTIME));
  }
}
