package org.linuxha.heartbeat.daemon;

import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.simulation.Transcript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated cluster loses its leader, takes it in again, is cut, heals and is left in order, once, before a real one
 * does. The Java runtime links each call and makes each lambda when it is first used, and a daemon loses a leader
 * seldom: without this the first loss of one took two to three times as long (docs/performance.md).
 */
final class Drill {
  private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

  /** In this one world c leads at first (DrillTest). The times are long: a keepalive costs as much as a change of the view. */
  private static final String SCENARIO = """
      > nodes a b c
      > links one
      > views
      > timing keepalive=500ms deadtime=1s initdead=2s
      > start a b c
      > run 6s
      > kill c
      > run 2s
      > start c
      > run 2s
      > cut b<>*
      > run 2s
      > heal b<>*
      > run 2s
      > stop a
      > run 2s
      """;

  private Drill() {}

  /** Takes a fifth of a second of CPU; not for an event loop. A drill that fails is no reason not to live. */
  static void hold() {
    hold(Drill::play);
  }

  /** Whatever it throws: without the thread that holds it nobody would wait for the end, and the daemon could not be stopped. */
  static void hold(Runnable drill) {
    long begin = System.nanoTime();
    try {
      drill.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("The drill was broken off", e);
    }
    LOG.debug("The drill took {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  /** What happened in it, as {@code hb simulate --transcript} tells it. */
  static String play() {
    return Transcript.replay(SCENARIO);
  }
}
