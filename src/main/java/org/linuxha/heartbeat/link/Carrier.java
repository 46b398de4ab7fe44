package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import java.util.Optional;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.bus.LinkOutput;

/**
 * A way to carry messages: the sockets or the device of one medium. All calls come on the verticle's
 * own loop, and none may block it. {@link LinkVerticle} does everything else: it opens again what was
 * lost, believes or drops what came, counts and reports.
 */
public interface Carrier {

  /** What is said when a carrier works, for the log, in the C daemon's words. */
  String started();

  /** From the next {@link #open} on packets leave from that address, or if it is absent from the one that the kernel chooses. */
  default void bindTo(Optional<String> address) {}

  /**
   * Opens for sending and receiving. Fails with a {@link CannotOpen} that says why; it is tried again
   * once a second. Whatever was opened by then is closed with {@link #close}.
   */
  Future<Void> open();

  /** Sends, at the latest with {@link #flush}; a failure is reported to {@link Upstream#sendFailed} and otherwise ignored (wire.md 8.1). */
  void send(LinkOutput.Transmit transmit);

  /** Sends a message of another node, which must not push out any of ours. */
  default void forward(LinkOutput.Transmit transmit) {
    send(transmit);
  }

  /** What was to be sent goes out now. */
  default void flush() {}

  /** Calls back when everything that had arrived before this call was handed upstream. */
  void drain(Runnable drained);

  /** How the opened device is; asked once a second, and right after opening. */
  Future<Condition> check();

  /** Closes everything, also what an {@link #open} under way still brings; may be opened again. */
  Future<Void> close();

  /** How an opened device is. */
  record Condition(Health health, String reason) {
    public static final Condition SOUND = new Condition(Health.SOUND, "");

    public static Condition idle(String reason) {
      return new Condition(Health.IDLE, reason);
    }

    public static Condition gone(String reason) {
      return new Condition(Health.GONE, reason);
    }
  }

  /** What a {@link Condition} means for the carrier. */
  enum Health {
    /** It works as far as this host can see. */
    SOUND,
    /** Nothing gets through now, but what is open will work again by itself: a cable is out. */
    IDLE,
    /** It must be closed and opened anew: the device is gone, or another one bears its name. */
    GONE
  }

  /** What a carrier tells its verticle, on the verticle's loop. */
  interface Upstream {
    /**
     * A packet came.
     *
     * @param packet the receiver's own
     * @param source where from; its text is for the log only
     */
    void received(byte[] packet, Object source);

    /** Something could not be sent; {@code what} names it, {@code reason} says why. */
    void sendFailed(String what, String reason);

    /** The medium works, but not as configured. */
    void warn(String text);

    /** Signs with the keys of now: for media that do not send {@link LinkOutput.Transmit#datagram}. */
    Envelope envelope();
  }

  /** Why a medium cannot be opened now. */
  final class CannotOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotOpen(String reason) {
      super(reason, null, false, false);
    }
  }
}
