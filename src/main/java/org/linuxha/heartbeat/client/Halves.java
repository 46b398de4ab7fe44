package org.linuxha.heartbeat.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory that frames take of which a part has yet to come, of all clients together. A program writes a frame at once, so
 * such a part is there for a moment, unless somebody means harm or hangs. When they are too many, those go first that
 * wait longest.
 */
final class Halves {
  /** So many bytes: as many whole frames as 64 clients send at a time. */
  static final int MOST = 16 * 1024 * 1024;

  /** Whoever has one, the oldest first. */
  private final Map<FrameDecoder, Integer> bytes = new LinkedHashMap<>();
  private long sum;

  /**
   * That decoder waits for the rest of a frame. What a stranger may have, too, is not counted: it is bounded by the number of
   * connections.
   */
  void hold(FrameDecoder decoder, int capacity) {
    if (capacity <= FrameDecoder.MAX_STRANGER) {
      return;
    }
    Integer before = bytes.put(decoder, capacity);
    sum += capacity - (before == null ? 0 : before);
    while (sum > MOST) {
      FrameDecoder longest = longest();
      release(longest);
      longest.giveUp();
    }
  }

  /** One that we do not read ourselves, for its messages wait, is not to blame: it goes only if there is no other. */
  private FrameDecoder longest() {
    return bytes.keySet().stream().filter(FrameDecoder::isRead).findFirst().orElseGet(() -> bytes.keySet().iterator().next());
  }

  /** Its frame is whole, or it is gone. */
  void release(FrameDecoder decoder) {
    Integer before = bytes.remove(decoder);
    sum -= before == null ? 0 : before;
  }
}
