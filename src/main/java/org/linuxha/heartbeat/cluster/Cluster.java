package org.linuxha.heartbeat.cluster;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Message;

/** The cluster heart. */
public final class Cluster {

  public Cluster(ClusterConfig config, Identity self, NodeTable known, RandomGenerator random, Effects effects) {}

  public void onStart(Now now) {}

  public void onReceived(String link, Message message, Now now) {}

  public void onSubmit(Message message, Now now) {}

  public void onTimer(Timer timer, Now now) {}

  public void onDrained(long token, Now now) {}

  public void onStop(String reason, Now now) {}
}
