package org.linuxha.heartbeat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.cli.WireVectors;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** The messages of one capture in order, opened, with the node that sent each and when. */
final class WireRecording {
  /**
   * A recorded message.
   *
   * @param at seconds since the start of the capture
   * @param node the C node that sent it; the ping node, for an answer to a ping
   * @param to the address it went to
   * @param keyIndex the key it was signed with
   */
  record Packet(double at, String node, String to, int keyIndex, Message message) {
    String type() {
      return message.type();
    }

    boolean isSequenced() {
      return message.has(Fields.SEQUENCE);
    }

    long sequence() {
      return message.hex(Fields.SEQUENCE).orElseThrow();
    }

    long generation() {
      return message.hex(Fields.GENERATION).orElse(0);
    }

    Packet at(double other) {
      return new Packet(other, node, to, keyIndex, message);
    }

    boolean isPingAnswer() {
      return type().equals(StatusRules.PING_TYPE);
    }
  }

  final String name;
  final List<Packet> packets = new ArrayList<>();

  /** A capture of a network, or the two halves of a serial line. */
  WireRecording(String name, String... halves) {
    this.name = name;
    for (String half : halves.length == 0 ? new String[] {name} : halves) {
      try {
        read(half);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    packets.sort(Comparator.comparingDouble(Packet::at));
  }

  private void read(String file) throws IOException {
    // keys decide who believed whom; that is asked later, by index: here everything is opened
    Envelope envelope = new Envelope(WireVectors.keys(file), true, ClusterConfig.Compression.DEFAULT);
    List<WireVectors.Recorded> all = WireVectors.packets(file);
    double start = all.get(0).seconds();
    long startStamp = 0;
    for (WireVectors.Recorded recorded : all) {
      boolean ourPing = recorded.protocol().equals("icmp8") || recorded.protocol().equals("icmp6-128");
      if (ourPing || !(envelope.unpack(recorded.payload()) instanceof Unpacked.Accepted opened)) {
        continue;
      }
      Message message = opened.message();
      if (startStamp == 0) {
        startStamp = message.hex(Fields.TIME).orElseThrow();
      }
      double at =
          recorded.seconds() > 0
              ? recorded.seconds() - start
              : message.hex(Fields.TIME).orElseThrow() - startStamp;
      packets.add(new Packet(at, message.text(Fields.SOURCE), recorded.to(), opened.index(), message));
    }
  }

  /** The names of the cluster nodes that sent something. */
  Set<String> nodes() {
    Set<String> names = new LinkedHashSet<>();
    packets.stream().filter(packet -> !packet.isPingAnswer()).forEach(packet -> names.add(packet.node()));
    return names;
  }

  /** The generations of a node: its lives, in order. */
  List<Long> lives(String node) {
    return packets.stream()
        .filter(packet -> packet.node().equals(node) && !packet.isPingAnswer())
        .map(Packet::generation).distinct().toList();
  }
}
