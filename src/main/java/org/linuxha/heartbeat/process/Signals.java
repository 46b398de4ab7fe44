package org.linuxha.heartbeat.process;

import java.util.function.Consumer;
import sun.misc.Signal;

/** The signals the daemon lives by (wire.md 13). Handlers run on a thread of the JVM's own: they must hop. */
public final class Signals {
  private Signals() {}

  /** What a signal asks for. */
  public enum Wish {
    /** SIGTERM: leave in good order. */
    STOP("TERM"),
    /** SIGINT: Ctrl-C on a terminal; a daemon ignores it. */
    INTERRUPT("INT"),
    /** SIGHUP: read the files again. */
    REREAD("HUP"),
    /** SIGUSR1: one more debug level. */
    DEBUG_MORE("USR1"),
    /** SIGUSR2: one less. */
    DEBUG_LESS("USR2");

    private final String signal;

    Wish(String signal) {
      this.signal = signal;
    }
  }

  public static void listen(Consumer<Wish> listener) {
    for (Wish wish : Wish.values()) {
      Signal.handle(new Signal(wish.signal), ignored -> listener.accept(wish));
    }
  }
}
