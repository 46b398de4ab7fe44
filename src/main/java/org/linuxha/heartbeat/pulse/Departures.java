package org.linuxha.heartbeat.pulse;

import java.util.ArrayDeque;
import java.util.Deque;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Message;

/**
 * The last messages of ours with the signature they left with: what is delivered here is the complete packet
 * (client-api.md 4.2), and it shall not be signed twice.
 */
final class Departures {
  /** A message is delivered in the turn it left in, so few are on the way. */
  private static final int REMEMBERED = 64;

  private record Departure(Message plain, Message signed) {}

  private final Deque<Departure> last = new ArrayDeque<>();

  void add(Message plain, Message signed) {
    if (last.size() >= REMEMBERED) {
      last.poll();
    }
    last.add(new Departure(plain, signed));
  }

  /** The event with the message as it left; as it is if that is not known any more. They come in the same order. */
  ClusterEvent.Delivered asItLeft(ClusterEvent.Delivered delivered) {
    for (Departure departure = last.peek(); departure != null; departure = last.peek()) {
      last.poll();
      if (departure.plain() == delivered.message()) {
        return new ClusterEvent.Delivered(departure.signed(), delivered.link(), true);
      }
    }
    return delivered;
  }
}
