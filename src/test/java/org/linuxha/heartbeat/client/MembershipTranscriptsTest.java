package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.message.LocalFrame;

/**
 * What C's ccm told its clients through joins, deaths, partition, merge and loss of quorum, told by ours when its
 * membership goes the same way: the same frames, byte for byte, in the same order (client-api.md 6). The vectors
 * are little endian.
 */
class MembershipTranscriptsTest {
  private static final int NODES = 4;
  private static final int MEMBERSHIP = 2;
  private static final int INFLUX = 3;
  private static final int NODE = 260;

  @ParameterizedTest
  @ValueSource(strings = {
      "ccm_testclient-scenario", "ccm_testclient-3node-alpha", "ccm_testclient-3node-gamma", "clmtest-scenario",
      "clmtest-3node-gamma", "cl_status-40-hbstatus_-v"})
  void isToldAgain(String name) throws Exception {
    for (List<byte[]> frames : connections(name)) {
      assertThat(frames).as("frames in " + name).hasSizeGreaterThan(1);
      List<String> names = names(frames.get(0));
      KnownCluster cluster = new KnownCluster(names);
      names.forEach(node -> cluster.apply(
          new ClusterEvent.NodeAdded(node, NodeType.NORMAL, null, "active", 100, "", List.of())));
      String self = names.get(number(frames.get(0), 8));
      MembershipPort port = new MembershipPort(self, cluster, Runnable::run, new Complaints(() -> 0));
      EmbeddedChannel channel = new EmbeddedChannel();
      List<String> told = new ArrayList<>();
      View view = null;
      for (byte[] frame : frames) {
        if (number(frame, 0) == MEMBERSHIP) {
          view = view(frame, names);
          port.take(new MembershipEvent.Formed(view));
        } else if (number(frame, 0) == INFLUX) {
          port.take(new MembershipEvent.InFlux(view, "a join round began"));
        }
        if (told.isEmpty() && view != null) {
          // a client that comes while a membership stands hears of it at once
          port.welcome(channel);
        }
        told.addAll(heard(channel));
      }
      assertThat(told).as(name).isEqualTo(frames.stream().map(MembershipTranscriptsTest::shown).toList());
    }
  }

  /** Bodies of the frames on the socket of ccm. */
  private static List<List<byte[]>> connections(String name) throws Exception {
    List<List<byte[]>> all = new ArrayList<>();
    boolean ccm = false;
    for (String line : Files.readAllLines(Spoken.VECTORS.resolve(name + ".txt"))) {
      if (line.startsWith("== ")) {
        ccm = line.endsWith("/ccm/ccm");
        if (ccm) {
          all.add(new ArrayList<>());
        }
      } else if (ccm && line.startsWith("  hex ")) {
        byte[] frame = HexFormat.of().parseHex(line.substring(6).strip());
        all.get(all.size() - 1).add(java.util.Arrays.copyOfRange(frame, LocalFrame.HEADER, frame.length));
      }
    }
    // one that was connected when its ccm had ended already heard nothing
    all.removeIf(List::isEmpty);
    assertThat(all).as("connections in " + name).isNotEmpty();
    return all;
  }

  private static int number(byte[] frame, int at) {
    return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static List<String> names(byte[] frame) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < number(frame, 4); i++) {
      names.add(new String(frame, 16 + NODE * i, 255, StandardCharsets.ISO_8859_1).split("\0", 2)[0]);
    }
    return names;
  }

  private static View view(byte[] frame, List<String> names) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < number(frame, 4); i++) {
      int index = number(frame, 16 + 8 * i);
      members.add(new Member(names.get(index), index, number(frame, 20 + 8 * i)));
    }
    members.sort(Comparator.comparingInt(Member::index));
    return new View(1, number(frame, 8), names.get(0), number(frame, 12) == 1, members, List.of(), List.of(), "", List.of(), 0);
  }

  private static List<String> heard(EmbeddedChannel channel) {
    channel.runPendingTasks();
    List<String> bodies = new ArrayList<>();
    for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
      frame.skipBytes(LocalFrame.HEADER);
      byte[] body = new byte[frame.readableBytes()];
      frame.readBytes(body);
      bodies.add(shown(body));
      frame.release();
    }
    return bodies;
  }

  /** Its bytes; members in the order of their indexes, which means nothing, and what C leaves undefined as 0. */
  private static String shown(byte[] body) {
    byte[] copy = body.clone();
    if (number(copy, 0) == NODES) {
      for (int i = 0; i < number(copy, 4); i++) {
        String name = new String(copy, 16 + NODE * i, 255, StandardCharsets.ISO_8859_1).split("\0", 2)[0];
        java.util.Arrays.fill(copy, 16 + NODE * i + name.length(), 12 + NODE * (i + 1), (byte) 0);
      }
    } else if (number(copy, 0) == MEMBERSHIP) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < number(copy, 4); i++) {
        members.add(HexFormat.of().formatHex(copy, 16 + 8 * i, 24 + 8 * i));
      }
      members.sort(Comparator.naturalOrder());
      return HexFormat.of().formatHex(copy, 0, 16) + members;
    }
    return HexFormat.of().formatHex(copy);
  }
}
