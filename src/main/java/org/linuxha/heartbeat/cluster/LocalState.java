package org.linuxha.heartbeat.cluster;

/** Where our own daemon is in its life (wire.md 9.1, 9.7). */
public enum LocalState {
  /** Made, nothing sent yet. */
  INIT,
  /** Sending status; waiting until every configured node was heard or is dead. */
  UP,
  /** Everybody was heard or is dead; waiting for the answer to {@code reqnodes}. */
  ASKING,
  /** Communication is up. */
  ACTIVE,
  /** The last messages are going out. */
  STOPPING,
  /** Nothing more will be sent. */
  STOPPED
}
