package org.linuxha.heartbeat.simulation;

/** When a daemon gets round to what waits for it. */
public interface Turns {

  /** The moment at which something that came at {@code nanos} is looked at; never before it. */
  long lookAt(long nanos, long startNanos);

  /** What the daemon's clock shows when it handles, at {@code nanos}, what was due or came earlier. */
  long clockAt(long dueNanos, long nanos);

  /** How many packets of a link wait for the daemon, given what the link's socket holds. */
  default int bufferPackets(int socketPackets) {
    return socketPackets;
  }

  /** The longest time something waits in a running process. */
  long longestWaitNanos();

  /** An event loop: at once. */
  Turns PROMPT =
      new Turns() {
        @Override
        public long lookAt(long nanos, long startNanos) {
          return nanos;
        }

        @Override
        public long clockAt(long dueNanos, long nanos) {
          return nanos;
        }

        @Override
        public long longestWaitNanos() {
          return 0;
        }

        @Override
        public String toString() {
          return "prompt";
        }
      };
}
