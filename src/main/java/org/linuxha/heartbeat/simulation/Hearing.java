package org.linuxha.heartbeat.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * What each living daemon could hear of each other node, kept by the world and not by the daemon: when
 * packets reached its sockets, on the clock of its own running time (its pauses do not count).
 */
final class Hearing implements Witness {
  /** What one daemon could hear of one node. */
  static final class Ear {
    /** Virtual time of that last status. */
    long lastStatusWorldNanos = -1;

    /** Pauses of the observer until that status. */
    int pausesBefore;

    /** Pauses of the observer until that packet. */
    int pausesBeforePacket;

    /** Running time of the observer when the last packet of any kind came; -1 if none ever did. */
    long lastPacketNanos = -1;

    /** The same for the last status that was newer than all before it. */
    long lastStatusNanos = -1;

    /** The deadtime announced by it. */
    long deadtimeMillis;

    /** The largest deadtime of the last statuses: an older one may be looked at after a newer one. */
    long largestDeadtimeMillis;

    /** The last status was overtaken by another message of its sender: what it announces may not count. */
    boolean overtaken;

    /** About the observer itself: its running time when communication came up. */
    long activeSinceNanos;

    private long previousDeadtimeMillis;
    private long generation;
    private long sequence;
    private long packetGeneration;
    private long highestSequence;
    private long highestNanos;
    private long highestWorldNanos;

    private void packet(Message message, long runningNanos, long worldNanos) {
      long itsGeneration = message.hex(Fields.GENERATION).orElse(0);
      long itsSequence = message.hex(Fields.SEQUENCE).orElse(0);
      if (itsGeneration > packetGeneration || itsGeneration == packetGeneration && itsSequence > highestSequence) {
        packetGeneration = itsGeneration;
        highestSequence = itsSequence;
        highestNanos = runningNanos;
        highestWorldNanos = worldNanos;
      }
    }

    /** A C-like node looks at its links one after another, whatever came first: until its tick both orders are possible. */
    private void mayOvertakeStatus(Message message) {
      overtaken |=
          message.hex(Fields.GENERATION).orElse(0) == generation && message.hex(Fields.SEQUENCE).orElse(0) > sequence;
    }

    private void status(Message message, DaemonLife life, long worldNanos) {
      long runningNanos = life.runningNanos();
      long itsGeneration = message.hex(Fields.GENERATION).orElse(0);
      long itsSequence = message.hex(Fields.SEQUENCE).orElse(0);
      if (itsGeneration < generation || itsGeneration == generation && itsSequence <= sequence) {
        return;
      }
      overtaken = itsGeneration == packetGeneration && itsSequence < highestSequence;
      generation = itsGeneration;
      sequence = itsSequence;
      lastStatusNanos = overtaken ? Math.max(lastStatusNanos, highestNanos) : runningNanos;
      lastStatusWorldNanos = overtaken ? Math.max(lastStatusWorldNanos, highestWorldNanos) : worldNanos;
      pausesBefore = life.pauses();
      previousDeadtimeMillis = deadtimeMillis;
      deadtimeMillis = message.hex(Fields.DEADTIME).orElse(deadtimeMillis);
      largestDeadtimeMillis = Math.max(deadtimeMillis, previousDeadtimeMillis);
    }
  }

  private final Map<DaemonLife, Map<String, Ear>> earsByLife = new LinkedHashMap<>();

  /** What that daemon could hear of that node. */
  Ear ear(DaemonLife life, String node) {
    return earsByLife.computeIfAbsent(life, unused -> new LinkedHashMap<>())
        .computeIfAbsent(node, unused -> new Ear());
  }

  @Override
  public void arrived(SimulatedNode node, String link, Message message) {
    Ear ear = ear(node.life(), message.text(Fields.SOURCE));
    long running = node.life().runningNanos();
    ear.lastPacketNanos = running;
    ear.pausesBeforePacket = node.life().pauses();
    if ("status".equals(message.type())) {
      ear.status(message, node.life(), node.world().nanos());
    } else if (running - ear.lastStatusNanos < node.setup().turns().longestWaitNanos()) {
      ear.mayOvertakeStatus(message);
    }
    ear.packet(message, running, node.world().nanos());
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    earsByLife.remove(node.life());
  }
}
