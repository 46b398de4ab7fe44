package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.linuxha.heartbeat.problem.Cause;

/**
 * Runs the demo: takes orders, hears what the nodes say, and has both shown. Everything happens on the
 * thread that calls {@link #run}; whatever comes from others is posted there.
 */
final class Director {
  private static final long TICK_MILLIS = 100;
  private static final long FIND_LIMIT_MILLIS = 90_000;
  private static final int JOURNAL_LIMIT = 20_000;

  private final DemoCluster cluster;
  private final Stage stage;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Director::daemonThread);
  private final Map<String, Observation> said = new LinkedHashMap<>();
  private final List<Scene.Entry> journal = new ArrayList<>();
  private final List<Running> tales = new ArrayList<>();
  private Runnable onComplete = () -> { };
  private boolean complete;
  private String failure = "";
  private boolean ended;

  /** A tale that is not told yet, and who waits for it. */
  private record Running(Tale tale, Consumer<String> listener) {}

  Director(DemoCluster cluster, Stage stage) {
    this.cluster = cluster;
    this.stage = stage;
  }

  private static Thread daemonThread(Runnable work) {
    Thread thread = new Thread(work, "clock");
    thread.setDaemon(true);
    return thread;
  }

  /** Has that done on the director's thread. */
  void post(Runnable work) {
    inbox.add(work);
  }

  void end() {
    post(() -> ended = true);
  }

  /** That is done once, when all nodes have found each other. */
  void whenComplete(Runnable work) {
    onComplete = work;
  }

  /**
   * Works until somebody ends it.
   *
   * @return why the nodes did not find each other; empty if they did
   */
  String run() throws InterruptedException {
    cluster.nodes().forEach(node -> new Watcher(node, new Ears()).start());
    while (!ended) {
      Runnable work = inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (work != null) {
        work.run();
      }
      if (inbox.isEmpty()) {
        tellWhatIsRipe();
        stage.show(scene());
        open();
      }
    }
    clock.shutdownNow();
    return failure;
  }

  private void open() {
    if (complete) {
      return;
    }
    if (scene().isComplete()) {
      complete = true;
      onComplete.run();
    } else if (cluster.hasEnded()) {
      failure = "A node ended before they had found each other.";
      ended = true;
    } else if (cluster.millis() > FIND_LIMIT_MILLIS) {
      failure = "The nodes did not find each other in " + FIND_LIMIT_MILLIS / 1_000 + " s.";
      ended = true;
    }
  }

  boolean isComplete() {
    return complete;
  }

  Scene scene() {
    return cluster.scene(said, journal);
  }

  void say(String who, String what) {
    stage.say(cluster.millis(), who, what);
  }

  void tell(String tale) {
    stage.tell(cluster.millis(), tale);
  }

  /** Brings what the watchers hear to our thread. */
  private final class Ears implements Watcher.Listener {
    @Override
    public void observed(DemoNode node, Observation observation) {
      post(() -> hear(node, observation));
    }

    @Override
    public void noted(DemoNode node, Change note) {
      post(() -> note(node.name(), note));
    }
  }

  private void note(String name, Change change) {
    if (journal.size() < JOURNAL_LIMIT) {
      journal.add(new Scene.Entry(cluster.millis(), name, change));
    }
    say(name, change.text());
  }

  private void hear(DemoNode node, Observation observed) {
    String name = node.name();
    if (observed == null || !node.isRunning()) {
      if (cluster.noteEnd(name)) {
        say(name, "ended with status " + node.exitStatus());
      }
      if (!node.isRunning()) {
        said.remove(name);
      }
      return;
    }
    node.heard();
    observed.changesSince(said.getOrDefault(name, Observation.NOTHING)).forEach(change -> note(name, change));
    said.put(name, observed);
  }

  private void tellWhatIsRipe() {
    Scene now = scene();
    for (Iterator<Running> all = tales.iterator(); all.hasNext(); ) {
      Running each = all.next();
      if (each.tale().isRipe(now)) {
        all.remove();
        String text = each.tale().tell(now);
        tell(text);
        each.listener().accept(text);
      }
    }
  }

  /** True while some order's outcome is still to be told. */
  boolean isWaiting() {
    return !tales.isEmpty();
  }

  /**
   * Carries an order out; what comes of it is told later.
   *
   * @param listener gets the tale
   * @return what was done, for people
   * @throws Order.Wrong if it cannot be done now
   */
  String take(Order order, Consumer<String> listener) throws Order.Wrong {
    Tale tale = Tale.of(order, scene());
    try {
      cluster.carryOut(order, this::goOnAfter);
    } catch (IOException e) {
      throw new Order.Wrong("That failed: " + Cause.of(e) + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Order.Wrong("The demo is ending.");
    }
    tales.add(new Running(tale, listener));
    tell(tale.opening());
    return tale.opening();
  }

  private void goOnAfter(DemoNode node, long millis) {
    clock.schedule(() -> {
      try {
        node.resume();
      } catch (IOException e) {
        post(() -> say("demo", node.name() + " cannot be resumed: " + Cause.of(e)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, millis, TimeUnit.MILLISECONDS);
  }
}
