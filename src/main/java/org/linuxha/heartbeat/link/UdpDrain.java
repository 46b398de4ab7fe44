package org.linuxha.heartbeat.link;

import org.linuxha.heartbeat.bus.NettyLoop;

/**
 * Finds out when everything that had arrived at a socket was read.
 *
 * <p>The loop turns like this: look at all sockets and read those that have something (a burst at
 * most each), then run tasks and timers that are due. A timer that is set while tasks run is looked
 * at in the next turn, after its sockets. We may be called from inside the reading of another socket,
 * so the first of two timers only brings us among the tasks; between it and the second lies one whole
 * look at all sockets that began after the call. If no turn since the call left the socket before it
 * was empty, it was empty at some moment after the call, and all that had arrived was handed up.
 *
 * <p>Under a flood a socket is never seen empty. But it is a queue, first in first out, and holds no
 * more than its buffer: after as many datagrams as fit into it, everything from before the call was read.
 */
final class UdpDrain {
  /** The kernel charges at least so many bytes of the buffer for a datagram, even an empty one. */
  private static final int LEAST_CHARGE = 256;

  private final NettyLoop loop;
  private final UdpReceiver reading;
  private final long capacity;

  /**
   * @param bufferBytes the receive buffer as asked for: the kernel holds up to twice as much
   */
  UdpDrain(NettyLoop loop, UdpReceiver reading, int bufferBytes) {
    this.loop = loop;
    this.reading = reading;
    this.capacity = 2L * bufferBytes / LEAST_CHARGE;
  }

  void begin(Runnable drained) {
    long enough = reading.total() + capacity;
    loop.after(0, () -> turn(enough, drained));
  }

  private void turn(long enough, Runnable drained) {
    reading.watch();
    loop.after(0, () -> {
      if (reading.mayHaveMore() && reading.total() < enough) {
        turn(enough, drained);
      } else {
        drained.run();
      }
    });
  }
}
