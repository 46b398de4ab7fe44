package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import org.linuxha.heartbeat.bus.LinkOutput;

/**
 * A way to carry messages: the sockets or device of one medium. All calls come on the verticle's own
 * loop, and none may block it.
 */
public interface Carrier {

  /**
   * Opens for sending and receiving. Fails with a {@link CannotOpen} that says why; the verticle tries
   * again later.
   */
  Future<Void> open();

  /** Sends; a failure is reported to {@link Upstream#sendFailed} and otherwise ignored. */
  void send(LinkOutput.Transmit transmit);

  /** Calls back when everything that had arrived before this call was handed upstream. */
  void drain(Runnable drained);

  /** Whether what this carrier opened is still the device that bears its name; checked once a second. */
  Future<Boolean> stillThere();

  /** Closes everything; may be opened again. */
  Future<Void> close();

  /** What a carrier tells its verticle, on the verticle's loop. */
  interface Upstream {
    /** A packet came. The array is the receiver's own. */
    void received(byte[] packet);

    void sendFailed(String reason);

    /** The medium works, but not as configured; said once at opening. */
    void warn(String text);
  }

  /** Why a medium cannot be opened now. */
  final class CannotOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotOpen(String reason) {
      super(reason, null, false, false);
    }
  }
}
