package org.linuxha.heartbeat.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.linuxha.heartbeat.simulation.Life;

/**
 * Lives of consecutive seeds, several at once on threads of their own, handed out in the order of their seeds: what is
 * printed does not depend on how many there are at once. At most {@value #AHEAD_PER_THREAD} lives for each thread
 * wait to be asked for.
 */
final class LivesInOrder implements AutoCloseable {
  private static final int AHEAD_PER_THREAD = 16;

  private final ExecutorService threads;
  private final LongFunction<Life.Outcome> life;
  private final Deque<Future<Life.Outcome>> begun = new ArrayDeque<>();
  private final int ahead;
  private long next;
  private long left;

  /**
   * @param seed of the first life
   * @param lives how many
   * @param jobs how many at once
   * @param life lives through the life of a seed; called on several threads
   */
  LivesInOrder(long seed, long lives, int jobs, LongFunction<Life.Outcome> life) {
    this.next = seed;
    this.left = lives;
    this.life = life;
    // alone, a life begins when the one before was told: their traces stand apart
    this.ahead = jobs == 1 ? 1 : jobs * AHEAD_PER_THREAD;
    this.threads = Executors.newFixedThreadPool(jobs, LivesInOrder::daemonThread);
  }

  private static Thread daemonThread(Runnable work) {
    Thread thread = new Thread(work, "life");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The outcome of the next seed; waits for it.
   *
   * @throws NoSuchElementException when all were handed out
   */
  Life.Outcome next() {
    while (begun.size() < ahead && left > 0) {
      long seed = next++;
      left--;
      begun.add(threads.submit(() -> life.apply(seed)));
    }
    try {
      return begun.remove().get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Gives up what was not asked for. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
