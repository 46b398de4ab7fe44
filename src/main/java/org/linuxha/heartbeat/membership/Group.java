package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

/** The group we belong to: its numbers, its cookie, its members (ccm.md 2.2). */
final class Group {

  /** A group as it was before a transition. */
  record Former(int major, int minor, Cookie cookie, String leader, int joined, Map<String, Integer> uptimes) {}

  private int major;
  private int minor;
  private int maxTransition;
  private Cookie cookie = Cookie.NONE;
  private String leader;
  private int joined;
  private Boolean quorum;
  private boolean converged;
  private final TreeMap<String, Integer> uptimeByMember = new TreeMap<>();

  int major() {
    return major;
  }

  /** As it is now, to come back to. */
  Former snapshot() {
    return new Former(major, minor, cookie, leader, joined, Map.copyOf(uptimeByMember));
  }

  /** The transition since then is undone; only the mark of the highest major stays. */
  void comeBackTo(Former former) {
    become(former.major(), former.cookie(), former.leader(), former.uptimes());
    minor = former.minor();
    joined = former.joined();
  }

  int minor() {
    return minor;
  }

  /** The highest major this process ever held; nothing lowers it. */
  int maxTransition() {
    return maxTransition;
  }

  Cookie cookie() {
    return cookie;
  }

  /** The leader's name, or null. */
  String leader() {
    return leader;
  }

  /** The major in which we became a member; 0 if we are none since start or reset. */
  int joined() {
    return joined;
  }

  /** Null if not known. */
  Boolean quorum() {
    return quorum;
  }

  /** True once we were a stable member since the last restart: each node restarts once a merge. */
  boolean converged() {
    return converged;
  }

  void converged(boolean now) {
    converged = now;
  }

  void major(int now) {
    major = now;
    maxTransition = Math.max(maxTransition, now);
  }

  /** Both at once; for tests that raise the mark as a debugger would. */
  void major(int now, int highest) {
    major = now;
    maxTransition = highest;
  }

  void minor(int now) {
    minor = now;
  }

  void quorum(Boolean now) {
    quorum = now;
  }

  void joined(int now) {
    joined = now;
  }

  void leader(String now) {
    leader = now;
  }

  /** A group we ask to be taken into: its cookie and major are ours from now on. */
  void approach(Cookie itsCookie, int itsMajor) {
    cookie = itsCookie;
    major(itsMajor);
    minor = 0;
  }

  /** A completed transition. */
  void become(int newMajor, Cookie newCookie, String newLeader, Map<String, Integer> uptimes) {
    major(newMajor);
    minor = 0;
    cookie = newCookie;
    leader = newLeader;
    Map<String, Integer> copy = Map.copyOf(uptimes);
    uptimeByMember.clear();
    uptimeByMember.putAll(copy);
  }

  /** We belong nowhere any more (ccm.md 2.3); {@code maxTransition} and {@code converged} stay. */
  void reset(int keptMajor) {
    uptimeByMember.clear();
    cookie = Cookie.NONE;
    major(keptMajor);
    minor = 0;
    leader = null;
    joined = 0;
    quorum = null;
  }

  boolean has(String name) {
    return uptimeByMember.containsKey(name);
  }

  int size() {
    return uptimeByMember.size();
  }

  /** Sorted by name. */
  NavigableSet<String> members() {
    return uptimeByMember.navigableKeySet();
  }

  Collection<Integer> uptimes() {
    return uptimeByMember.values();
  }

  /** The uptime of a member; 0 if it is none. */
  int uptime(String member) {
    return uptimeByMember.getOrDefault(member, 0);
  }

  /** What clients see as born-on: alone the present major, else the uptime, or the major if that is 0 (ccm.md 5.3). */
  int bornOn(String member) {
    int uptime = uptime(member);
    return size() == 1 || uptime == 0 ? major : uptime;
  }
}
