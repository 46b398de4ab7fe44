package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.message.Message;

/** Counts what happened, so that nobody mistakes quiet lives for good ones. */
public final class Statistics implements Witness {
  private long events;
  private long deaths;
  private long returns;
  private long lives;
  private long deliveries;
  private long requests;
  private long packets;
  private long absences;
  private long views;

  @Override
  public void afterEvent(Simulation world) {
    events++;
  }

  @Override
  public void started(SimulatedNode node) {
    lives++;
  }

  @Override
  public void arrived(SimulatedNode node, String link, Message message) {
    packets++;
  }

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    if ("NS_rexmit".equals(message.type())) {
      requests++;
    }
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeStatus status) {
      deaths += status.status().equals("dead") ? 1 : 0;
      returns += "dead".equals(status.previous()) ? 1 : 0;
    } else if (event instanceof ClusterEvent.Delivered) {
      deliveries++;
    } else if (event instanceof ClusterEvent.Away) {
      absences++;
    }
  }

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    views += event instanceof MembershipEvent.Formed ? 1 : 0;
  }

  Counts counts() {
    return new Counts(events, lives, packets, deaths, returns, deliveries, requests, absences, views);
  }

  /**
   * @param lives starts of daemons
   * @param packets that reached a socket
   * @param deaths nodes called dead
   * @param returns of dead nodes
   * @param requests for retransmission
   * @param absences pauses a daemon noticed in itself
   * @param views told by membership services
   */
  public record Counts(
      long events, long lives, long packets, long deaths, long returns, long deliveries, long requests, long absences,
      long views) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          events + other.events, lives + other.lives, packets + other.packets, deaths + other.deaths,
          returns + other.returns, deliveries + other.deliveries, requests + other.requests,
          absences + other.absences, views + other.views);
    }
  }
}
