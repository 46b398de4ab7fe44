package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Numbers what happens and hands it to every reader: first a snapshot, then each event with the next
 * number, without gaps as long as the daemon lives. Nobody is waited for. Belongs to the service loop.
 */
final class EventStream {
  /** Readers at a time; who comes then is refused. */
  static final int MAX_READERS = 2_048;
  /** More places for readers on the Unix socket: whoever may only read must not lock them out. */
  static final int MORE_ON_SOCKET = 256;
  /** Lines that may wait for all readers together; beyond, whoever has more than a few is cut. */
  private static final int MAX_WAITING = 16_384;
  private static final int FEW = 16;
  private static final long SNAPSHOT_MILLIS = 200;

  private static final String STARTED_ANEW = "the daemon was started anew since";

  private final String epoch;
  private final String self;
  private final Supplier<Moment> clock;
  private final Supplier<JsonObject> picture;
  private final EventRing ring = new EventRing();
  private final Set<EventReader> readers = new LinkedHashSet<>();
  private final EventRounds rounds;
  private final Batches batches = new Batches();
  private Event snapshot;
  private Moment snapshotMade;
  private long seq;
  private long cuts;

  /**
   * @param epoch which daemon life this is
   * @param self our node
   * @param picture the whole model as JSON, for snapshots
   * @param soon runs a task on this loop when it has done what it has to do already
   */
  EventStream(String epoch, String self, Supplier<Moment> clock, Supplier<JsonObject> picture, Executor soon) {
    this.rounds = new EventRounds(soon);
    this.epoch = epoch;
    this.self = self;
    this.clock = clock;
    this.picture = picture;
  }

  String epoch() {
    return epoch;
  }

  /** What its readers get, made once for all of them. */
  Batches batches() {
    return batches;
  }

  long seq() {
    return seq;
  }

  int readers() {
    return readers.size();
  }

  /** Lines that wait for all readers together. */
  int waiting() {
    return readers.stream().mapToInt(EventReader::unread).sum();
  }

  /** Readers that were too slow, since the start. */
  long cuts() {
    return cuts;
  }

  boolean isFull(boolean onSocket) {
    return readers.size() >= MAX_READERS + (onSocket ? MORE_ON_SOCKET : 0);
  }

  /** Numbers that and tells it to everybody. Call it when the model has taken it. */
  Event tell(Happening happening) {
    Event event = new Event(++seq, epoch, happening);
    ring.add(event);
    snapshot = null;
    long nowMillis = clock.get().nanos() / 1_000_000;
    int waiting = 0;
    for (EventReader reader : List.copyOf(readers)) {
      if (reader.wants(event)) {
        hand(event, reader, waiting, nowMillis);
      }
      waiting += reader.unread();
    }
    return event;
  }

  private void hand(Event event, EventReader reader, int waitingBefore, long nowMillis) {
    if (reader.isBehind() || (waitingBefore > MAX_WAITING && reader.unread() > FEW)) {
      cuts++;
      reader.cut(note(EventType.CUT, "this reader is too slow: " + reader.unread() + " lines wait for it",
          "The daemon ends this stream: its reader is too slow. Read on with since=" + (seq - 1) + " or less."));
    } else {
      rounds.offer(reader, event, nowMillis);
    }
  }

  /** Adds a reader, who gets a snapshot first. */
  void join(EventReader reader, String why) {
    readers.add(reader);
    rounds.offer(reader, snapshot(why), clock.get().nanos() / 1_000_000);
  }

  /** Why a reader who saw that event last cannot simply go on; null if it can. {@code epochOrNull} is the life it was told in. */
  String whyNotAfter(long since, String epochOrNull) {
    if (epochOrNull != null && !epochOrNull.equals(epoch)) {
      return STARTED_ANEW;
    }
    if (since > seq) {
      return STARTED_ANEW;
    }
    return ring.reaches(since) ? null : "not all events since are kept any more";
  }

  /** Adds a reader who saw that event last. Only if nothing speaks against it. */
  void resume(EventReader reader, long since) {
    readers.add(reader);
    long nowMillis = clock.get().nanos() / 1_000_000;
    Happening resumed = happening(EventType.RESUMED, "the events after " + since + " follow", "Resumed after event " + since + ".");
    rounds.offer(reader, new Event(since, epoch, resumed), nowMillis);
    for (Event event : ring.after(since)) {
      if (reader.wants(event)) {
        rounds.offer(reader, event, nowMillis);
      }
    }
  }

  void leave(EventReader reader) {
    readers.remove(reader);
  }

  /** Pings whoever has heard nothing for its time. */
  void pingTheQuiet() {
    long nowMillis = clock.get().nanos() / 1_000_000;
    Event ping = null;
    for (EventReader reader : List.copyOf(readers)) {
      if (reader.isPingDue(nowMillis)) {
        ping = ping == null ? note(EventType.PING, null, "The stream lives.") : ping;
        hand(ping, reader, 0, nowMillis);
      }
    }
  }

  /** Ends all streams: what would follow could not be true. */
  void end(String reason) {
    Event last = note(EventType.CUT, reason, "The daemon ends this stream: " + reason);
    List.copyOf(readers).forEach(reader -> reader.cut(last));
  }

  /** Kept for a moment, for many readers come at once when a daemon is back. */
  private Event snapshot(String why) {
    Moment now = clock.get();
    if (snapshot == null
        || now.millisSince(snapshotMade) > SNAPSHOT_MILLIS
        || !Objects.equals(why, snapshot.happening().reason())) {
      snapshotMade = now;
      snapshot = new Event(seq, epoch, new Happening(EventType.SNAPSHOT, now, self, picture.get(), why,
          "The cluster as node " + self + " sees it."));
    }
    return snapshot;
  }

  private Event note(EventType type, String reason, String text) {
    return new Event(seq, epoch, happening(type, reason, text));
  }

  private Happening happening(EventType type, String reason, String text) {
    return new Happening(type, clock.get(), self, new JsonObject(), reason, text);
  }
}
