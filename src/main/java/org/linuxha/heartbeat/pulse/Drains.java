package org.linuxha.heartbeat.pulse;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Waits until every open link has read what had arrived, for one drain at a time: the heart asks for
 * the next only after the last is done. Links that are not open have nothing to read.
 */
final class Drains {
  private final Set<String> open = new HashSet<>();
  private final Set<String> awaited = new TreeSet<>();
  private long token;
  private boolean pending;

  void linkOpened(String linkId) {
    open.add(linkId);
  }

  /** A link that closes no longer keeps anybody waiting. */
  void linkClosed(String linkId) {
    open.remove(linkId);
    awaited.remove(linkId);
  }

  void begin(long newToken) {
    token = newToken;
    pending = true;
    awaited.clear();
    awaited.addAll(open);
  }

  void drained(String linkId, long itsToken) {
    if (itsToken == token) {
      awaited.remove(linkId);
    }
  }

  /** True once for each drain: when nobody is awaited any more. */
  boolean takeFinished() {
    boolean finished = pending && awaited.isEmpty();
    pending &= !finished;
    return finished;
  }

  /** Gives up waiting for that drain; the links that did not answer, none if it was over already. */
  Set<String> giveUp(long itsToken) {
    if (!pending || itsToken != token) {
      return Set.of();
    }
    Set<String> silent = Set.copyOf(awaited);
    awaited.clear();
    return silent;
  }

  long token() {
    return token;
  }
}
