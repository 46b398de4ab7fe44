package org.linuxha.heartbeat.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.SignOns;

/** Who is signed on, by name. */
final class Sessions {
  private final Map<String, Session> signedOn = new LinkedHashMap<>();
  private final Set<String> reserved = new HashSet<>();
  private SignOns signOns = new SignOns();

  /** Counts and names from now on what is shared with {@code api.sock}. */
  void share(SignOns shared) {
    signOns = shared;
  }

  /** A part of the daemon that counts as a client of that name. */
  void reserve(String id) {
    reserved.add(id);
  }

  /** The number of the next sign-on attempt, from 0; failed and casual ones use one up too (client-api.md 3.2). */
  long nextGeneration() {
    return signOns.nextGeneration();
  }

  void add(Session session) {
    signedOn.put(session.id(), session);
    signOns.take(SignOns.Door.LIBRARY, session.id());
  }

  void remove(Session session) {
    if (signedOn.remove(session.id(), session)) {
      signOns.release(SignOns.Door.LIBRARY, session.id());
    }
  }

  /** The client of that name, or null. */
  Session get(String id) {
    return signedOn.get(id);
  }

  boolean has(String id) {
    return signedOn.containsKey(id) || reserved.contains(id) || signOns.isTakenBesides(SignOns.Door.LIBRARY, id);
  }

  /** A copy: a client may be cut while others are served. */
  Collection<Session> all() {
    return List.copyOf(signedOn.values());
  }

  boolean isEmpty() {
    return signedOn.isEmpty();
  }
}
