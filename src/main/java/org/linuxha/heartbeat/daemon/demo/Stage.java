package org.linuxha.heartbeat.daemon.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Where the demo is seen. */
interface Stage {
  /** A node, or the demo itself, says something. */
  void say(long millis, String who, String what);

  /** A sentence for people about what goes on. */
  void tell(long millis, String tale);

  /** The cluster as it is now; comes many times a second. */
  void show(Scene now);

  /** Plain lines, for pipes, scripts and terminals that can do no more. */
  final class Plain implements Stage {
    private final PrintStream out;

    Plain(PrintStream out) {
      this.out = out;
    }

    @Override
    public synchronized void say(long millis, String who, String what) {
      out.printf(Locale.ROOT, "%7.2f s  %-6s %s%n", millis / 1000.0, who, Words.printable(what));
      out.flush();
    }

    @Override
    public synchronized void tell(long millis, String tale) {
      out.printf(Locale.ROOT, "%7.2f s  >>     %s%n", millis / 1000.0, Words.printable(tale));
      out.flush();
    }

    @Override
    public void show(Scene now) {
      // what changed has been said
    }
  }
}
