package org.linuxha.heartbeat.membership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Message;

/** One life of a node in a {@link Lab}. */
final class LabNode implements CcmEffects {
  private static long lives;

  final String name;
  final boolean likeC;
  final long life = ++lives;
  final List<View> views = new ArrayList<>();
  final List<MembershipEvent> told = new ArrayList<>();
  final Map<String, Long> silentSince = new HashMap<>();
  final Map<String, Long> deadlineNanos = new HashMap<>();
  private final Set<String> overdue = new HashSet<>();
  final Map<String, String> status = new HashMap<>();
  private final Lab lab;
  private final Membership membership;
  private final Deque<Runnable> whileFrozen = new ArrayDeque<>();
  long silences;
  int timers;
  boolean up = true;
  private boolean frozen;
  private long frozenSinceNanos;
  private boolean activeAlready;

  LabNode(Lab lab, String name, boolean likeC) {
    this.lab = lab;
    this.name = name;
    this.likeC = likeC;
    CcmConfig config = new CcmConfig(name, lab.keepaliveMillis, Quorum.parse(lab.quorum));
    Random random = new Random(lab.random().nextLong());
    membership =
        likeC ? Membership.likeC(config, random, this) : Membership.ours(config, random, this);
  }

  Ccm ccm() {
    return membership.ccm();
  }

  View view() {
    return membership.ccm().view();
  }

  // the service itself stopped, its node alive

  void freeze() {
    if (!frozen) {
      frozen = true;
      frozenSinceNanos = lab.nowNanos;
    }
  }

  boolean isFrozen() {
    return frozen;
  }

  void thaw() {
    if (!frozen) {
      return;
    }
    frozen = false;
    feed(new ClusterEvent.Away((lab.nowNanos - frozenSinceNanos) / Lab.MILLIS));
    while (!frozen && !whileFrozen.isEmpty()) {
      whileFrozen.poll().run();
    }
  }

  private void turn(Runnable event) {
    if (!up) {
      return;
    }
    if (frozen) {
      whileFrozen.add(() -> turn(event));
      return;
    }
    event.run();
    lab.happened(this);
  }

  // what it is fed

  void feed(ClusterEvent event) {
    turn(() -> membership.on(event, lab.now()));
  }

  void hear(Message message, boolean own, long addressedLife) {
    if (addressedLife == life) {
      feed(new ClusterEvent.Delivered(message, "net", own));
    }
  }

  void active() {
    if (up && !activeAlready) {
      activeAlready = true;
      feed(new ClusterEvent.LocalStatus(LocalState.ACTIVE, LocalState.ASKING, "everybody was heard"));
    }
  }

  void sees(String node, String newStatus) {
    if (!up) {
      return;
    }
    String previous = status.getOrDefault(node, "init");
    status.put(node, newStatus);
    if (!previous.equals(newStatus)) {
      String reason = newStatus.equals("dead") ? "no status for " + lab.deadtimeMillis + " ms" : "it says so";
      feed(new ClusterEvent.NodeStatus(node, NodeType.NORMAL, newStatus, previous, reason, lab.evidence()));
    }
  }

  /** A daemon of ours advertises what it can do, one of C's does not. */
  void learnsKindOf(LabNode other) {
    feed(new ClusterEvent.NodeChanged(other.name, null, 100, "", 1, other.likeC ? "" : "lab"));
  }

  /** A node that starts says so; one that comes back within deadtime was never dead. */
  void seesNewLife(String node) {
    livesAgain(node);
    sees(node, "init");
    sees(node, "up");
    lab.in(100, () -> {
      if (!"dead".equals(status.get(node))) {
        sees(node, "active");
      }
    });
  }

  void hearsAgain(String node) {
    livesAgain(node);
    if (!"active".equals(status.get(node))) {
      feed(new ClusterEvent.LinkStatus(node, "net", true, "a packet came", lab.evidence()));
      sees(node, "active");
    }
  }

  void declareDead(String node, long since) {
    if (up && silentSince.getOrDefault(node, -1L) == since) {
      tellWhoElseIsSilent(node);
      sees(node, "dead");
    }
  }

  private void tellWhoElseIsSilent(String dead) {
    silentSince.keySet().stream().sorted().filter(other -> !other.equals(dead)).forEach(other -> {
      long deadline = deadlineNanos.get(other);
      long silentNanos = lab.nowNanos + lab.deadtimeMillis * Lab.MILLIS - deadline;
      if (silentNanos > 2 * lab.keepaliveMillis * Lab.MILLIS && !"dead".equals(status.get(other)) && deadline > lab.nowNanos && overdue.add(other)) {
        feed(new ClusterEvent.Overdue(other, 0, deadline + lab.keepaliveMillis * Lab.MILLIS / 2));
      }
    });
  }

  private void livesAgain(String node) {
    silentSince.remove(node);
    if (overdue.remove(node)) {
      feed(new ClusterEvent.HeardAgain(node));
    }
  }

  /** After initdead, nodes never heard are dead. */
  void giveUpOnTheUnheard() {
    for (String other : lab.table) {
      if (!other.equals(name) && status.getOrDefault(other, "init").equals("init")) {
        sees(other, "dead");
      }
    }
  }

  // what it does

  @Override
  public void send(Message message) {
    lab.send(this, message);
  }

  @Override
  public void tell(MembershipEvent event) {
    told.add(event);
    if (event instanceof MembershipEvent.Formed formed) {
      views.add(formed.view());
    }
    lab.line(name, (event instanceof MembershipEvent.Step ? "   " : " * ") + CcmTrace.describe(event));
  }

  @Override
  public void schedule(CcmTimer timer, long dueNanos) {
    timers++;
    lab.at(dueNanos, () -> turn(() -> membership.onTimer(timer, lab.now())));
  }

  Now now() {
    return lab.now();
  }
}
