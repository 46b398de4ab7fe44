package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/**
 * The cluster heart: who is there, and whose messages came (wire.md 4 to 11). Events go in with the
 * moment they happened, everything else comes out through {@link Effects}. It has one thread at a
 * time and never waits.
 */
public final class Cluster {
  private static final long ACTIVITY_NANOS = 1_000_000_000L;

  private final Effects effects;
  private final NodeTable known;
  private final Agenda agenda;
  private final Roster roster;
  private final Outbound outbound;
  private final Voice voice;
  private final Retransmission retransmission;
  private final Delivery delivery;
  private final Overdue overdue;
  private final Deadlines deadlines;
  private final FlowControl flow;
  private final Life life;
  private final Presence presence;
  private final Inbound inbound;
  private final OneWayLinks oneWay;
  private final Standby standby;
  private long activityToldNanos;

  /**
   * @param known what the host cache held; {@link NodeTable#EMPTY} if nothing
   * @param random for triggers and delays; seeded in simulations
   */
  public Cluster(
      ClusterConfig config, Identity self, NodeTable known, RandomGenerator random, Effects effects) {
    this.effects = effects;
    this.known = known;
    agenda = new Agenda(effects);
    voice = new Voice(effects);
    roster = new Roster(config, self, random, effects);
    outbound = new Outbound(self, roster, effects);
    retransmission =
        new Retransmission(roster, outbound, agenda, voice, random, config.maxRexmitDelayMillis());
    delivery =
        new Delivery(roster, agenda, effects, voice, retransmission, config.maxRexmitDelayMillis());
    NodeDeath death = new NodeDeath(effects, voice, retransmission);
    overdue = new Overdue(config.timing(), effects);
    deadlines = new Deadlines(roster, config.timing(), agenda, effects, voice, death, overdue);
    flow = new FlowControl(roster, outbound, effects, voice);
    oneWay = new OneWayLinks(roster, outbound, voice);
    presence = new Presence(agenda, roster, effects, voice, config.timing().keepalive());
    ResourceAnswers resources = new ResourceAnswers(outbound, voice, config.resourceMode());
    life = new Life(config, self, roster, outbound, agenda, effects, voice, deadlines, resources);
    NodeListDialogue nodeList = new NodeListDialogue(roster, outbound, effects, voice, life, death);
    StatusRules statusRules = new StatusRules(roster, config.timing(), effects, voice, presence, resources, life);
    Senders senders = new Senders(config, self, roster, voice, nodeList, death);
    boolean holdings = config.resourceMode() && config.autoFailback() != ClusterConfig.AutoFailback.LEGACY;
    standby = new Standby(outbound, agenda, voice, holdings);
    CoreMessages core = new CoreMessages(roster, statusRules, nodeList, resources, standby);
    inbound =
        new Inbound(
            self, roster, senders, statusRules, retransmission, flow, delivery, death, core, effects, voice,
            new Relay(config, self, roster, effects));
  }

  /** The daemon is ready to send: the first status goes out. */
  public void onStart(Now now) {
    presence.turn(now);
    roster.open(known, now);
    roster.all().forEach(roster::tellAdded);
    roster.save();
    life.start(now);
    settle(now);
  }

  /**
   * An authenticated message came.
   *
   * @param link the name of the link it came on
   */
  public void onReceived(String link, Message message, Now now) {
    presence.turn(now);
    inbound.received(link, message, now);
    settle(now);
  }

  /** Somebody local wants this message in the cluster: its own fields, without header (wire.md 4). */
  public void onSubmit(Message message, Now now) {
    presence.turn(now);
    if (message.type() == null || message.isUnsequenced() || message.type().equals(StatusRules.TYPE)) {
      voice.limited(
          Code.SUBMISSION_REFUSED,
          "",
          "A message of type " + message.text(Fields.TYPE) + " was submitted; only the daemon itself sends those.",
          now);
    } else {
      // a mark of relays in it would hide the message from ourselves, and hold up all of ours behind it
      outbound.send(message.without(Relay.VIA), now);
    }
    settle(now);
  }

  public void onTimer(Timer timer, Now now) {
    presence.turn(now);
    if (agenda.take(timer)) {
      switch (timer.kind()) {
        case KEEPALIVE -> {
          life.onKeepalive(now);
          tellActivity(now);
        }
        case DEADLINES -> deadlines.onTimer(now);
        case ASK_NODES -> life.onAskAgain(now);
        case DEADTIME_SETTLED -> life.onDeadtimeSettled(now);
        case REXMIT -> retransmission.onTimer(timer.subject(), now);
        case RELEASE -> delivery.onTimer(timer.subject(), now);
        case STOP -> life.onStopTimer(now);
        case STANDBY -> standby.onTimer();
      }
    }
    settle(now);
  }

  /** Every link has read until its socket was empty, as {@link Effects#drainLinks} asked. */
  public void onDrained(long token, Now now) {
    long latenessNanos = presence.latenessNanos();
    presence.turn(now);
    // who judges a silence by these events knows who else was heard, up to this moment
    activityToldNanos = 0;
    tellActivity(now);
    deadlines.onDrained(token, Math.max(latenessNanos, presence.latenessNanos()), now);
    settle(now);
  }

  /** Leave the cluster in good order; {@link LocalState#STOPPED} is told at the end. */
  public void onStop(String reason, Now now) {
    presence.turn(now);
    life.stop(reason, now);
    settle(now);
  }

  /** Stop so that the next life of this node can begin at once; {@link LocalState#STOPPED} is told at the end. */
  public void onRestart(String reason, Now now) {
    presence.turn(now);
    life.restart(reason, now);
    settle(now);
  }

  /** Our own messages are processed, then what follows from everything that happened. */
  private void settle(Now now) {
    loopBack(now);
    life.advance(now);
    loopBack(now);
    flow.update(now);
    overdue.settle(now);
    deadlines.watch();
  }

  private void loopBack(Now now) {
    for (Message own = outbound.nextLoopback(); own != null; own = outbound.nextLoopback()) {
      inbound.received("", own, now);
    }
  }

  private void tellActivity(Now now) {
    if (now.nanos() - activityToldNanos < ACTIVITY_NANOS && activityToldNanos != 0) {
      return;
    }
    activityToldNanos = now.nanos();
    List<ClusterEvent.LinkActivity> all = new ArrayList<>();
    for (Peer peer : roster.all()) {
      peer.links().forEach(link -> all.add(link.activity(peer.name(), oneWay.judge(peer, link, now))));
    }
    effects.tell(new ClusterEvent.Activity(all, roster.all().stream().map(Peer::activity).toList()));
  }
}
