package org.linuxha.heartbeat.simulation;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.Cluster;
import org.linuxha.heartbeat.cluster.Effects;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Message;

/** What beats in a simulated daemon: {@link Cluster}, or a deliberately broken one that an invariant must catch. */
public interface Heart {
  void onStart(Now now);

  void onReceived(String link, Message message, Now now);

  void onSubmit(Message message, Now now);

  void onTimer(Timer timer, Now now);

  void onDrained(long token, Now now);

  void onStop(String reason, Now now);

  /** Makes the heart of a new life. */
  interface Factory {
    Heart make(
        ClusterConfig config, Identity self, NodeTable known, RandomGenerator random, Effects effects);
  }

  /** The heart of the daemon itself. */
  static Heart real(
      ClusterConfig config, Identity self, NodeTable known, RandomGenerator random, Effects effects) {
    Cluster cluster = new Cluster(config, self, known, random, effects);
    return new Heart() {
      @Override
      public void onStart(Now now) {
        cluster.onStart(now);
      }

      @Override
      public void onReceived(String link, Message message, Now now) {
        cluster.onReceived(link, message, now);
      }

      @Override
      public void onSubmit(Message message, Now now) {
        cluster.onSubmit(message, now);
      }

      @Override
      public void onTimer(Timer timer, Now now) {
        cluster.onTimer(timer, now);
      }

      @Override
      public void onDrained(long token, Now now) {
        cluster.onDrained(token, now);
      }

      @Override
      public void onStop(String reason, Now now) {
        cluster.onStop(reason, now);
      }
    };
  }
}
