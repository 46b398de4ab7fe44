package org.linuxha.heartbeat.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few batches, for the next reader mostly gets what the one before it got. Belongs to the service loop. */
final class Batches {
  /** Readers differ by what they filter and by the event that they got last; few do. */
  private static final int KEPT = 4;

  private final Deque<Batch> recent = new ArrayDeque<>(KEPT);

  /** @param events one or more, which nobody changes any more */
  Batch of(List<Event> events) {
    for (Batch batch : recent) {
      if (batch.isOf(events)) {
        return batch;
      }
    }
    if (recent.size() == KEPT) {
      recent.pollLast();
    }
    Batch batch = new Batch(events);
    recent.addFirst(batch);
    return batch;
  }
}
