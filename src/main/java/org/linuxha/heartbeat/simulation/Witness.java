package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.message.Message;

/** Sees everything that happens in a world. An invariant objects by throwing {@link Violation}. */
interface Witness {

  /** A daemon was started; {@link SimulatedNode#life()} is the new life. */
  default void started(SimulatedNode node) {}

  /** A daemon was told to leave in good order. */
  default void stopOrdered(SimulatedNode node) {}

  /** A daemon is gone. */
  default void ended(SimulatedNode node, boolean orderly) {}

  /** A good packet reached a socket of a daemon that lives, though it may not be running. */
  default void arrived(SimulatedNode node, String link, Message message) {}

  /** A daemon's heart is about to be given that message, the packet's way through the sockets being over. */
  default void looksAt(SimulatedNode node, String link, Message message) {}

  /** A daemon put a message on its links. */
  default void transmitted(SimulatedNode node, Message message) {}

  /** A client of that node handed over a message. */
  default void submitted(SimulatedNode node, Message message) {}

  /** A daemon told its house something. */
  default void told(SimulatedNode node, ClusterEvent event) {}

  /** A daemon's membership service told its house something. */
  default void told(SimulatedNode node, MembershipEvent event) {}

  /** From now on nothing changes for a while: what is cut stays cut, who is down stays down. */
  default void standing(Simulation world) {}

  /** Something happened and is over. */
  default void afterEvent(Simulation world) {}

  /** All faults are over; from now on the network is good and everybody runs. */
  default void calmed(Simulation world) {}

  /** The end of the life of a world. */
  default void finished(Simulation world) {}
}
