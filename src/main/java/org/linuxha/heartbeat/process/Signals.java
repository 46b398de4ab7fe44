package org.linuxha.heartbeat.process;

import java.util.function.Consumer;
import sun.misc.Signal;

/** The signals the daemon lives by (wire.md 13). Handlers run on a thread of the JVM's own: they must hop. */
public final class Signals {
  /** 128 and the number of SIGTERM, as a shell reports it. */
  private static final int HARD_END = 143;

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
      Signal.handle(new Signal(wish.signal), ignored -> hear(wish, listener));
    }
  }

  /** Whatever goes wrong in the daemon, SIGTERM ends it. */
  private static void hear(Wish wish, Consumer<Wish> listener) {
    try {
      listener.accept(wish);
    } catch (RuntimeException | Error e) {
      if (wish == Wish.STOP) {
        Runtime.getRuntime().halt(HARD_END);
      }
      throw e;
    }
  }
}
