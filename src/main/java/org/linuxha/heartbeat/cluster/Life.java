package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Our own life: start, the waiting for everybody, the steady status messages, the orderly stop (wire.md 9.1, 9.7). */
final class Life {
  /** A starting daemon may be slow: it announces so much more deadtime ... */
  private static final long START_GRACE_MILLIS = 2_000;
  /** ... for so long. */
  private static final long START_GRACE_ENDS_MILLIS = 5_000;

  private static final long ASK_AGAIN_MILLIS = 1_000;
  /** So long a leaving node still serves retransmissions to a peer that takes over from it. */
  private static final long GOODBYE_MILLIS = 1_000;
  private static final long QUIET_GOODBYE_MILLIS = 200;
  /** A daemon that starts itself anew is silent for a moment: it announces so much more deadtime before. */
  private static final long RESTART_GRACE_MILLIS = 10_000;

  private final ClusterConfig config;
  private final Timing timing;
  private final Identity self;
  private final Roster roster;
  private final Outbound outbound;
  private final Agenda agenda;
  private final Effects effects;
  private final Voice voice;
  private final Deadlines deadlines;
  private final ResourceAnswers resources;

  private LocalState state = LocalState.INIT;
  private String status = Peer.INIT;
  private long announcedDeadtimeMillis;
  private long startNanos;
  private long nextKeepaliveNanos;
  private String asked = "";
  private long askToken;

  Life(
      ClusterConfig config,
      Identity self,
      Roster roster,
      Outbound outbound,
      Agenda agenda,
      Effects effects,
      Voice voice,
      Deadlines deadlines,
      ResourceAnswers resources) {
    this.config = config;
    this.timing = config.timing();
    this.self = self;
    this.roster = roster;
    this.outbound = outbound;
    this.agenda = agenda;
    this.effects = effects;
    this.voice = voice;
    this.deadlines = deadlines;
    this.resources = resources;
  }

  LocalState state() {
    return state;
  }

  private void become(LocalState next, String reason) {
    LocalState previous = state;
    state = next;
    effects.tell(new ClusterEvent.LocalStatus(next, previous, reason));
  }

  private void setStatus(String newStatus, Now now) {
    status = newStatus;
    sendStatus(now);
    voice.info("Local status now set to: '" + newStatus + "'");
  }

  private void sendStatus(Now now) {
    outbound.send(
        Message.ofType(StatusRules.TYPE)
            .with(Fields.STATUS, status)
            .with(Fields.DEADTIME, Long.toHexString(announcedDeadtimeMillis))
            .with(Fields.PROTOCOL, "1")
            .with(StatusRules.CAPABILITIES, HearingReport.text(self.capabilities(), roster)),
        now);
  }

  void start(Now now) {
    startNanos = now.nanos();
    announcedDeadtimeMillis = timing.deadtime() + START_GRACE_MILLIS;
    sendStatus(now);
    become(LocalState.UP, "started");
    setStatus(Peer.UP, now);
    sendStatus(now);
    nextKeepaliveNanos = now.nanos();
    scheduleKeepalive(now);
    agenda.at(
        Timer.Kind.DEADTIME_SETTLED, "", now.nanos() + START_GRACE_ENDS_MILLIS * 1_000_000);
  }

  /** The pace is kept: what we were late is not added to the next one. */
  private void scheduleKeepalive(Now now) {
    long paceNanos = timing.keepalive() * 1_000_000;
    long missed = Math.max(0, now.nanos() - nextKeepaliveNanos) / paceNanos;
    nextKeepaliveNanos += (missed + 1) * paceNanos;
    agenda.at(Timer.Kind.KEEPALIVE, "", nextKeepaliveNanos);
  }

  void onKeepalive(Now now) {
    if (state == LocalState.STOPPED) {
      return;
    }
    sendStatus(now);
    scheduleKeepalive(now);
  }

  /**
   * A node came back: our status shall be the first that it hears of us, now rather than with our next heartbeat.
   *
   * <p>After a partition, what both sides then say finds each other alive, and the groups meet once, not once more for each
   * heartbeat that comes later. A C node that starts anew takes any message for a life sign and goes on to start its ccm; a
   * status that comes only then is news for that ccm, and costs it a tick of a second (ccm.md 6.2). The membership greets such a
   * node at once.
   */
  void showItself(Now now) {
    if (state != LocalState.STOPPED) {
      sendStatus(now);
    }
  }

  void onDeadtimeSettled(Now now) {
    announcedDeadtimeMillis = timing.deadtime();
    sendStatus(now);
  }

  /** Goes on with the start when what it waits for has happened; called after each event. */
  void advance(Now now) {
    if (state == LocalState.UP && everybodyHeardOrDead(now)) {
      become(LocalState.ASKING, "every configured node was heard or is dead");
      ask(now);
    } else if (state == LocalState.ASKING && askedIsGone()) {
      ask(now);
    }
  }

  private boolean everybodyHeardOrDead(Now now) {
    if (config.autojoin() != ClusterConfig.Autojoin.NONE
        && now.millisSince(startNanos) < timing.initdead()) {
      return false;
    }
    for (Peer peer : roster.all()) {
      if (!roster.isSelf(peer) && !peer.heard && !peer.isDead()) {
        return false;
      }
    }
    return true;
  }

  private boolean askedIsGone() {
    Peer peer = roster.get(asked);
    return peer == null || peer.isDead();
  }

  private void ask(Now now) {
    agenda.drop(askToken);
    asked = "";
    if (roster.liveOthers().isEmpty()) {
      becomeActive("nobody else is alive", now);
      return;
    }
    asked = roster.liveOthers().get(0).name();
    onAskAgain(now);
  }

  /** Repeats the question to the same node until it answers (wire.md 5.1). */
  void onAskAgain(Now now) {
    if (state != LocalState.ASKING) {
      return;
    }
    askToken = agenda.at(Timer.Kind.ASK_NODES, "", now.nanos() + ASK_AGAIN_MILLIS * 1_000_000);
    outbound.send(
        Message.ofType(NodeListDialogue.REQUEST).with(Fields.DESTINATION, asked), now);
  }

  /** The node list we asked for has come. */
  void onAnswer(String from, Now now) {
    if (state == LocalState.ASKING) {
      becomeActive("node " + from + " answered with its node list", now);
    }
  }

  private void becomeActive(String reason, Now now) {
    agenda.drop(askToken);
    deadlines.communicationIsUp();
    voice.info("Comm_now_up(): updating status to active");
    become(LocalState.ACTIVE, reason);
    setStatus(Peer.ACTIVE, now);
    resources.sayAcquired();
  }

  void stop(String reason, Now now) {
    if (state == LocalState.STOPPING || state == LocalState.STOPPED) {
      return;
    }
    boolean goodbye =
        state == LocalState.ACTIVE
            && config.resourceMode()
            && config.autoFailback() != ClusterConfig.AutoFailback.LEGACY
            && !roster.liveOthers().isEmpty();
    become(LocalState.STOPPING, reason);
    voice.info("Heartbeat shutdown in progress. (" + reason + ")");
    sendStatus(now);
    if (goodbye) {
      resources.sayGoodbye(now);
    }
    long waitMillis = goodbye ? GOODBYE_MILLIS : QUIET_GOODBYE_MILLIS;
    agenda.at(Timer.Kind.STOP, "", now.nanos() + waitMillis * 1_000_000);
  }

  /**
   * Ends this life so that the next begins at once: nobody is told goodbye, and peers are asked to wait for
   * the next life longer than they otherwise would.
   */
  void restart(String reason, Now now) {
    if (state == LocalState.STOPPING || state == LocalState.STOPPED) {
      return;
    }
    become(LocalState.STOPPING, reason);
    announcedDeadtimeMillis = timing.deadtime() + RESTART_GRACE_MILLIS;
    sendStatus(now);
    agenda.at(Timer.Kind.STOP, "", now.nanos() + QUIET_GOODBYE_MILLIS * 1_000_000);
  }

  void onStopTimer(Now now) {
    sendStatus(now);
    outbound.close();
    become(LocalState.STOPPED, "left in good order");
  }
}
