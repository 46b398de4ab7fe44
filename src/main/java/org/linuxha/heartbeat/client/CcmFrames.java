package org.linuxha.heartbeat.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.View;

/** The bodies of frames for libccmclient: packed structures in host order (client-api.md 6.1). */
final class CcmFrames {
  static final int EVICTED = 1;
  static final int MEMBERSHIP = 2;
  static final int INFLUX = 3;
  static final int NODES = 4;

  private static final int NAME = 255;
  private static final int NODE = 260;

  private CcmFrames() {}

  /**
   * All configured nodes; their places in the list are the indexes in memberships.
   *
   * @param sorted by name
   */
  static byte[] nodes(List<String> sorted, String self) {
    ByteBuffer frame = buffer(12 + NODE * sorted.size());
    frame.putInt(NODES).putInt(sorted.size()).putInt(sorted.indexOf(self));
    for (int i = 0; i < sorted.size(); i++) {
      byte[] name = sorted.get(i).getBytes(StandardCharsets.ISO_8859_1);
      frame.putInt(12 + NODE * i, i);
      frame.put(16 + NODE * i, name, 0, Math.min(name.length, NAME - 1));
    }
    return frame.array();
  }

  static byte[] membership(View view, List<String> sorted) {
    ByteBuffer frame = buffer(16 + 8 * view.members().size());
    frame.putInt(MEMBERSHIP).putInt(view.members().size()).putInt(view.instance()).putInt(view.quorum() ? 1 : 0);
    for (Member member : view.members()) {
      frame.putInt(sorted.indexOf(member.name())).putInt(member.bornOn());
    }
    return frame.array();
  }

  static byte[] event(int event) {
    return buffer(4).putInt(event).array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
