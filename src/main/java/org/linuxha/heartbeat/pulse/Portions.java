package org.linuxha.heartbeat.pulse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What is submitted, in its order, no more of it in one turn of the loop than a turn bears. A message that does not fit into a
 * datagram is compressed, which takes milliseconds; of many that come together each waits for a turn of its own, and
 * between them heartbeats are read and timers are on time. What waits is bounded by the credits of the lane.
 */
final class Portions {
  /** Of small messages all that the lane has credits for, of large ones one. */
  static final int BYTES_A_TURN = 64 * 1024;

  private final Consumer<Runnable> nextTurn;
  private final Deque<Portion> waiting = new ArrayDeque<>();
  private long left = BYTES_A_TURN;
  private boolean renewalIsDue;

  private record Portion(int bytes, Runnable task) {}

  /** @param nextTurn runs something when the loop has looked at its sockets again */
  Portions(Consumer<Runnable> nextTurn) {
    this.nextTurn = nextTurn;
  }

  void take(int bytes, Runnable task) {
    waiting.add(new Portion(bytes, task));
    serve();
  }

  /** Nothing shall wait any longer: the end comes. */
  void hurry() {
    left = Long.MAX_VALUE;
    serve();
  }

  private void serve() {
    while (left > 0 && !waiting.isEmpty()) {
      Portion next = waiting.poll();
      left -= next.bytes();
      if (!renewalIsDue) {
        renewalIsDue = true;
        nextTurn.accept(this::renew);
      }
      next.task().run();
    }
  }

  private void renew() {
    renewalIsDue = false;
    left = BYTES_A_TURN;
    serve();
  }
}
