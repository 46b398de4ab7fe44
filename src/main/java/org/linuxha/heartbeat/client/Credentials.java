package org.linuxha.heartbeat.client;

import io.netty.channel.unix.PeerCredentials;

/** Who connected, by the kernel's word: process, effective user and effective group at that time. */
record Credentials(int pid, long uid, long gid) {
  /** User and group numbers are unsigned in the kernel. */
  static Credentials of(PeerCredentials peer) {
    int[] groups = peer.gids();
    return new Credentials(
        peer.pid(), Integer.toUnsignedLong(peer.uid()), groups.length == 0 ? -1 : Integer.toUnsignedLong(groups[0]));
  }
}
