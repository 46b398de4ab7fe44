package org.linuxha.heartbeat.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.linuxha.heartbeat.cluster.ClusterEvent;

/**
 * Hands messages down the lane {@code message.submit} without ever flooding it: at most a share of the
 * lane's 64 credits is unprocessed, none is sent while the heart says pause (wire.md 6.5), and at
 * most {@link #WAITING} wait; who comes then is told so at once. Belongs to one loop.
 */
public final class Submitter {
  /** The shares of the lane's 64 credits: whoever submits has one submitter. */
  public enum Share {
    CLIENTS(32),
    HTTP(16),
    MEMBERSHIP(16);

    private final int credits;

    Share(int credits) {
      this.credits = credits;
    }
  }

  public static final int WAITING = 1024;

  /** The answer to a submission that finds the queue full; the caller may try again. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super(WAITING + " messages wait already: some live node does not acknowledge", null, false, false);
    }
  }

  /** The refusal of a submission that would find the queue full. */
  public static Full full() {
    return new Full();
  }

  private record Waiting(Submission submission, Promise<Void> done) {}

  private final Vertx vertx;
  private final Share share;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int outstanding;
  private boolean paused;
  private boolean pumpIsDue;

  public Submitter(Vertx vertx, Share share) {
    this.vertx = vertx;
    this.share = share;
  }

  /** Follow the cluster events with this, or pauses go unheard. */
  public void hear(ClusterEvent event) {
    if (event instanceof ClusterEvent.Flow flow) {
      paused = flow.paused();
      pump();
    }
  }

  /** True while the heart takes nothing. */
  public boolean isPaused() {
    return paused;
  }

  /** Messages that wait for credits or the end of a pause; not those that go at the end of this turn. */
  public int waiting() {
    return paused ? queue.size() : Math.max(0, queue.size() - (share.credits - outstanding));
  }

  /** Messages that the heart has not taken yet. */
  public int outstanding() {
    return outstanding;
  }

  /** Succeeds when the heart has sent the message; fails with {@link Full} or the heart's refusal. */
  public Future<Void> submit(Submission submission) {
    if (queue.size() >= WAITING) {
      return Future.failedFuture(new Full());
    }
    Waiting waiting = new Waiting(submission, Promise.promise());
    queue.add(waiting);
    if (!pumpIsDue) {
      // what a client sends in one read goes together
      pumpIsDue = true;
      vertx.getOrCreateContext().runOnContext(now -> {
        pumpIsDue = false;
        pump();
      });
    }
    return waiting.done().future();
  }

  private void pump() {
    while (!paused && outstanding < share.credits && !queue.isEmpty()) {
      List<Waiting> batch = new ArrayList<>();
      while (outstanding < share.credits && !queue.isEmpty()) {
        batch.add(queue.poll());
        outstanding++;
      }
      Object body = batch.size() == 1
          ? batch.get(0).submission()
          : new Gathered(batch.stream().map(Waiting::submission).toList());
      vertx.eventBus().request(Addresses.MESSAGE_SUBMIT, body).onComplete(answered -> {
        outstanding -= batch.size();
        settle(batch, answered);
        pump();
      });
    }
  }

  private static void settle(List<Waiting> batch, AsyncResult<Message<Object>> answered) {
    for (int i = 0; i < batch.size(); i++) {
      Promise<Void> done = batch.get(i).done();
      if (answered.failed()) {
        done.fail(answered.cause());
      } else if (answered.result().body() instanceof Answers answers && !answers.refusals().get(i).isEmpty()) {
        done.fail(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 0, answers.refusals().get(i)));
      } else {
        done.complete();
      }
    }
  }
}
