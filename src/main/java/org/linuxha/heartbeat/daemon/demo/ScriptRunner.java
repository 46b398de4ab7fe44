package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Plays a script on a thread of its own and ends the demo when it is through. */
final class ScriptRunner {
  private static final long LOOK_MILLIS = 50;
  private static final long TALES_LIMIT_MILLIS = 30_000;

  private final Script script;
  private final Director director;
  private final List<String> tales = new CopyOnWriteArrayList<>();
  private final AtomicBoolean held = new AtomicBoolean();
  private long startNanos;

  ScriptRunner(Script script, Director director) {
    this.script = script;
    this.director = director;
  }

  /** True if it was played to its end and everything expected came true. */
  boolean allHeld() {
    return held.get();
  }

  void start() {
    startNanos = System.nanoTime();
    Thread thread = new Thread(this::play, "script");
    thread.setDaemon(true);
    thread.start();
  }

  private void play() {
    List<String> broken = new ArrayList<>();
    try {
      for (Script.Step step : script.steps()) {
        say("script", step.number() + ": " + step.line());
        if (step.action() instanceof Script.Do order && order.order() instanceof Order.Stop) {
          break;
        }
        String failure = play(step.action());
        if (!failure.isEmpty()) {
          broken.add("line " + step.number() + ": " + step.line() + ": " + failure);
          say("script", "NOT TRUE: " + failure);
        }
      }
      play(new Script.Tales());
      held.set(broken.isEmpty());
      say("script", broken.isEmpty() ? "everything expected came true" : "failed: " + String.join("; ", broken));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      say("script", "failed: " + e.getCause());
    }
    director.end();
  }

  /** What is not as expected; empty if nothing is. */
  private String play(Script.Action action) throws InterruptedException, ExecutionException {
    if (action instanceof Script.Wait wait) {
      TimeUnit.MILLISECONDS.sleep(wait.millis());
    } else if (action instanceof Script.At at) {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, at.millis() - millis()));
    } else if (action instanceof Script.Do order) {
      return give(order.order());
    } else if (action instanceof Script.Expect expect) {
      return comes(expect.withinMillis(), now -> expect.condition().holds(now, tales))
          ? "" : "it did not come true in " + Words.span(expect.withinMillis());
    } else if (action instanceof Script.Hold hold) {
      long start = millis();
      return comes(hold.millis(), now -> !hold.condition().holds(now, tales))
          ? "it stopped being true after " + Words.span(millis() - start) : "";
    } else if (!comes(TALES_LIMIT_MILLIS, now -> !director.isWaiting())) {
      return "not all was told in " + Words.span(TALES_LIMIT_MILLIS);
    }
    return "";
  }

  private long millis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }

  private void say(String who, String what) {
    director.post(() -> director.say(who, what));
  }

  private String give(Order order) throws InterruptedException, ExecutionException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    director.post(() -> {
      if (order instanceof Order.Status) {
        NodeRows.plain(director.scene()).forEach(row -> director.say("status", row));
        answer.complete("");
        return;
      }
      try {
        director.take(order, tales::add);
        answer.complete("");
      } catch (Order.Wrong e) {
        answer.complete(e.getMessage());
      }
    });
    return answer.get();
  }

  private boolean comes(long limitMillis, Predicate<Scene> condition) throws InterruptedException, ExecutionException {
    long limit = millis() + limitMillis;
    while (true) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      director.post(() -> answer.complete(condition.test(director.scene())));
      if (answer.get()) {
        return true;
      }
      if (millis() >= limit) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
