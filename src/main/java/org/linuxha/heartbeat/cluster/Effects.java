package org.linuxha.heartbeat.cluster;

import java.util.Set;
import org.linuxha.heartbeat.message.Message;

/** The outside world of {@link Cluster}: everything it can cause. Calls come in the order they must happen. */
public interface Effects {

  /** Send this message on every medium. It carries its header fields but not yet {@code auth=} and trailer. */
  void transmit(Message message);

  /**
   * Pass another node's message on, on the links of these names alone. Our own come first: where a line has no room it
   * is dropped.
   */
  void forward(Message message, Set<String> links);

  /** Tell the house. The receiver numbers events in the order of these calls. */
  void tell(ClusterEvent event);

  /** Call {@link Cluster#onTimer} with this timer at that monotonic moment, or as soon after it as possible. */
  void schedule(Timer timer, long dueNanos);

  /** We were away: let every link read until its socket is empty, then call {@link Cluster#onDrained} for each. */
  void drainLinks(long token);

  /** Node table changed: write hostcache and delhostcache (wire.md 7). */
  void save(NodeTable table);
}
