package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * What an excerpt does not hold although the node heard it: the numbers between are status messages of the
 * others ({@code vectors/wire/INDEX.md}). They are made up again, or our heart would find them missing.
 */
final class WireLeftOut {
  private static final long FEW = 3;
  private static final double STATUS_SECONDS = 0.4;

  private final WireLife life;
  private final Map<String, Long> lastByLife = new HashMap<>();

  WireLeftOut(WireLife life) {
    this.life = life;
  }

  /** Who was there before this life is heard with its next status. */
  List<WireRecording.Packet> start() {
    List<WireRecording.Packet> all = new ArrayList<>();
    if (life.scenario.conditions().excerpt()) {
      for (String node : life.recording.nodes()) {
        life.recording.packets.stream()
            .filter(p -> p.node().equals(node) && !node.equals(life.node) && p.isSequenced() && p.at() > life.start)
            .findFirst()
            .ifPresent(p -> all.addAll(before(p.at(life.start + STATUS_SECONDS))));
      }
    }
    return all;
  }

  List<WireRecording.Packet> before(WireRecording.Packet packet) {
    if (!life.scenario.conditions().excerpt() || !packet.isSequenced()) {
      return List.of();
    }
    List<WireRecording.Packet> all = new ArrayList<>();
    String ofLife = packet.node() + " " + packet.generation();
    long first = lastByLife.getOrDefault(ofLife, 0L) + 1;
    boolean fresh = first == 1;
    for (long number = fresh ? Math.max(1, packet.sequence() - FEW) : first; number < packet.sequence(); number++) {
      all.add(new WireRecording.Packet(packet.at(), packet.node(), packet.to(), packet.keyIndex(), status(packet, number)));
    }
    lastByLife.put(ofLife, Math.max(packet.sequence(), lastByLife.getOrDefault(ofLife, 0L)));
    return all;
  }

  private Message status(WireRecording.Packet packet, long number) {
    return Message.ofType(StatusRules.TYPE)
        .with(Fields.STATUS, Peer.ACTIVE)
        .with(Fields.DEADTIME, Long.toHexString(life.scenario.timing().deadtime()))
        .with(Fields.PROTOCOL, "1")
        .with(Fields.SOURCE, packet.node())
        .with(Fields.SOURCE_UUID, packet.message().uuid(Fields.SOURCE_UUID))
        .with(Fields.SEQUENCE, Long.toHexString(number))
        .with(Fields.GENERATION, packet.message().text(Fields.GENERATION))
        .with(Fields.TIME, packet.message().text(Fields.TIME))
        .with(Fields.LOAD, "0.00 0.00 0.00 1/1 1")
        .with(Fields.TTL, packet.message().text(Fields.TTL));
  }
}
