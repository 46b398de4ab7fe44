package org.linuxha.heartbeat.client;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * Cluster messages on their way to the heart, one client after the other, each in its own order. A client
 * of which many wait is not read: it blocks in its send, as with C when acknowledgements are missing. What
 * the heart refuses is lost to the sender without a word, as with C, which never answers either.
 */
final class Uplink {
  /** A client is not read while more wait. One read brings a few hundred at most. */
  static final int PAUSE = 32;

  private static final int RESUME = 8;

  /** A client is not read while more bytes of it wait. */
  static final int PAUSE_BYTES = 1024 * 1024;

  /**
   * More than so many bytes cut it: a few bytes that it sends compressed are up to 2 MiB here, and one read brings a hundred
   * such messages.
   */
  static final int MOST_OF_ONE = 8 * 1024 * 1024;

  /** So many of all clients together cut who adds to them and has more than {@link #PAUSE_BYTES} itself. */
  static final int MOST_OF_ALL = 16 * 1024 * 1024;

  /** So many bytes are at the heart at a time, or one message. */
  private static final int MOST_AT_THE_HEART = 4 * 1024 * 1024;

  /** A message with its length as a netstring. */
  record Outgoing(Message message, int length) {}

  /** The way to the heart; a {@link Submitter}. */
  interface Lane {
    Future<Void> submit(Submission submission);

    /** Messages that wait on it. */
    int waiting();

    void hear(ClusterEvent event);

    static Lane of(Submitter submitter) {
      return new Lane() {
        @Override
        public Future<Void> submit(Submission submission) {
          return submitter.submit(submission);
        }

        @Override
        public int waiting() {
          return submitter.waiting();
        }

        @Override
        public void hear(ClusterEvent event) {
          submitter.hear(event);
        }
      };
    }
  }

  private final Lane lane;
  private final Deque<Session> turns = new ArrayDeque<>();
  private boolean pumping;
  private long waitingBytes;
  private long bytesAtTheHeart;

  Uplink(Lane lane) {
    this.lane = lane;
  }

  void hear(ClusterEvent event) {
    lane.hear(event);
    pump();
  }

  /** Sends that as a message that the client made itself; false if it is to be cut, for too much of it waits. */
  boolean offer(Session session, Message message) {
    int length = NetstringCodec.lengthOf(message);
    boolean tooMuch = session.outgoingBytes + length > MOST_OF_ONE && !session.outgoing.isEmpty()
        || waitingBytes + length > MOST_OF_ALL && session.outgoingBytes > PAUSE_BYTES;
    if (!tooMuch) {
      send(session, new Outgoing(message, length));
    }
    return !tooMuch;
  }

  /** Sends that as a message of the client; also when it is gone meanwhile. */
  void send(Session session, Message message) {
    send(session, new Outgoing(message, NetstringCodec.lengthOf(message)));
  }

  private void send(Session session, Outgoing outgoing) {
    if (session.outgoing.isEmpty()) {
      turns.add(session);
    }
    session.outgoing.add(outgoing);
    count(session, outgoing.length());
    if (session.outgoing.size() >= PAUSE || session.outgoingBytes > PAUSE_BYTES) {
      session.channel.config().setAutoRead(false);
    }
    pump();
  }

  private void count(Session session, int bytes) {
    session.outgoingBytes += bytes;
    waitingBytes += bytes;
  }

  /** The same, and runs that when the heart has sent it; at once if it has to wait. */
  void sendThen(Session session, Message message, Runnable task) {
    Once once = new Once(task);
    if (isHeldUp()) {
      send(session, message);
      once.run();
      return;
    }
    lane.submit(new Submission(who(session), message)).onComplete(sent -> {
      once.run();
      pump();
    });
    if (isHeldUp()) {
      once.run();
    }
  }

  /** Runs something the first time only. */
  private static final class Once implements Runnable {
    private Runnable task;

    Once(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Runnable now = task;
      task = null;
      if (now != null) {
        now.run();
      }
    }
  }

  /** Sends that as a message of the daemon's own; false if too much waits: it is not sent then. */
  boolean sendOwn(Message message) {
    if (lane.waiting() > Submitter.WAITING / 2) {
      return false;
    }
    submit("clients", message);
    return true;
  }

  /** Sends that as a message of the daemon's own; done when the heart has sent it. */
  Future<Void> sendOwnAndWait(Message message) {
    return lane.submit(new Submission("clients", message)).onComplete(sent -> pump());
  }

  /** True if messages wait for the heart. */
  boolean isHeldUp() {
    return lane.waiting() > 0 || !turns.isEmpty();
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (lane.waiting() == 0 && bytesAtTheHeart < MOST_AT_THE_HEART && !turns.isEmpty()) {
      Session session = next();
      Outgoing outgoing = session.outgoing.poll();
      count(session, -outgoing.length());
      if (!session.outgoing.isEmpty()) {
        turns.add(session);
      }
      boolean fewWait = session.outgoing.size() <= RESUME && session.outgoingBytes <= PAUSE_BYTES;
      if (fewWait && !session.channel.config().isAutoRead()) {
        session.channel.config().setAutoRead(true);
      }
      bytesAtTheHeart += outgoing.length();
      lane.submit(new Submission(who(session), outgoing.message())).onComplete(sent -> {
        bytesAtTheHeart -= outgoing.length();
        pump();
      });
    }
    pumping = false;
  }

  /** Whose turn it is: a client waits until all has gone of the one that had its name before, the news of its end last. */
  private Session next() {
    Session session = turns.poll();
    while (turns.stream().anyMatch(session::follows)) {
      turns.add(session);
      session = turns.poll();
    }
    return session;
  }

  private static String who(Session session) {
    return "client " + session.peer.pid();
  }

  private void submit(String who, Message message) {
    lane.submit(new Submission(who, message)).onComplete(sent -> pump());
  }
}
