package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.message.Message;

/** The outside world of {@link Ccm}: everything it can cause. Calls come in the order they must happen. */
public interface CcmEffects {

  /**
   * Send this to the cluster: a CCM's own fields, {@code from_id}, {@code to_id} and, if it is for one
   * node, {@code dest}. What is for all must come back to {@link Ccm#onMessage} in order with what
   * others send (ccm.md 12.7).
   */
  void send(Message message);

  /** Tell the house. */
  void tell(MembershipEvent event);

  /** Call {@link Ccm#onTimer} with this timer at that monotonic moment, or as soon after it as possible. */
  void schedule(CcmTimer timer, long dueNanos);
}
