package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.OwnSettings;

/** Orders of the daemon's own programs to its verticles. */
public sealed interface Control {

  /** Everybody listens: the heart may start to speak. Sent once, when all links have been tried. */
  record Begin() implements Control {}

  /** Leave the cluster in good order. */
  record Stop(String reason) implements Control {}

  /** End this life without a goodbye: the next begins at once, in the same process. */
  record Restart(String reason) implements Control {}

  /** Sign and check with these keys from now on. */
  record NewKeys(KeyRing keys) implements Control {}

  /** What is ours alone is so from now on. */
  record NewSettings(OwnSettings own) implements Control {}

  /** Lose packets from now on, or with {@link TestLoss#NONE} no longer. */
  record Lose(TestLoss loss) implements Control {}

  /** How the kernel schedules us from now on; nobody has to do anything about it. */
  record Scheduled(Scheduling scheduling) implements Control {}
}
