package org.linuxha.heartbeat.membership;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * The membership service of a node: a {@link Ccm} fed from the stream of cluster events, which keeps
 * deaths, joins, messages and our own loopbacks in one order. It signs on and off as the client {@code
 * ccm} does at a C daemon (ccm.md 1.4), so that C peers see one of theirs come and go.
 */
public final class Membership {
  private final CcmConfig config;
  private final CcmEffects effects;
  private final boolean likeC;
  private final Ccm ccm;
  private boolean started;
  private boolean ended;

  private Membership(CcmConfig config, boolean likeC, RandomGenerator random, CcmEffects effects) {
    this.config = config;
    this.likeC = likeC;
    this.effects = new SignedOn(effects, likeC);
    ccm = likeC ? Ccm.likeC(config, random, this.effects) : Ccm.ours(config, random, this.effects);
  }

  /**
   * The daemon's.
   *
   * @param random for cookies; seeded in simulations
   */
  public static Membership ours(CcmConfig config, RandomGenerator random, CcmEffects effects) {
    return new Membership(config, false, random, effects);
  }

  /** One with the ways of the C program, for mixed clusters in simulations. */
  public static Membership likeC(CcmConfig config, RandomGenerator random, CcmEffects effects) {
    return new Membership(config, true, random, effects);
  }

  public Ccm ccm() {
    return ccm;
  }

  /** The next event of the stream. */
  public void on(ClusterEvent event, Now now) {
    if (ended) {
      return;
    }
    if (event instanceof ClusterEvent.NodeAdded added && added.type() == NodeType.NORMAL) {
      ccm.onNodeAdded(added.node(), added.status(), added.weight(), now);
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      ccm.onNodeRemoved(removed.node(), now);
    } else if (event instanceof ClusterEvent.NodeChanged changed && !likeC) {
      ccm.onWeight(changed.node(), changed.weight());
      ccm.onCapabilities(changed.node(), changed.capabilities());
    } else if (event instanceof ClusterEvent.NodeStatus status && status.type() == NodeType.NORMAL) {
      ccm.onStatus(status.node(), status.status(), status.reason(), status.evidence(), now);
    } else if (event instanceof ClusterEvent.Overdue overdue) {
      ccm.onOverdue(overdue.node(), overdue.verdictByNanos());
    } else if (event instanceof ClusterEvent.HeardAgain heard) {
      ccm.onHeardAgain(heard.node(), now);
    } else if (event instanceof ClusterEvent.LinkStatus link && link.up()) {
      ccm.onLinkUp(link.node(), now);
    } else if (event instanceof ClusterEvent.Away away) {
      ccm.onAway(away.missedMillis(), now);
    } else if (event instanceof ClusterEvent.Delivered delivered) {
      onDelivered(delivered.message(), delivered.own(), now);
    } else if (event instanceof ClusterEvent.LocalStatus local) {
      onLocalState(local.state(), now);
    }
  }

  /** A timer that was scheduled is due. */
  public void onTimer(CcmTimer timer, Now now) {
    if (!ended) {
      ccm.onTimer(timer, now);
    }
  }

  /**
   * Our picture of the cluster is wrong from here on: peers shall go on without us rather than agree with
   * somebody who does not know what he agrees to.
   */
  public void giveUp(String reason) {
    leave("died", reason);
  }

  /** As at a C daemon, the CCM runs while the local node is active. */
  private void onLocalState(LocalState state, Now now) {
    if (state == LocalState.ACTIVE && !started) {
      started = true;
      signOn();
      ccm.onStart(now);
    } else if (state == LocalState.STOPPING || state == LocalState.STOPPED) {
      leave("signoff", "this node leaves the cluster");
    }
  }

  private void leave(String info, String reason) {
    if (started && !ended) {
      tellPeers(SignOn.LEAVE, info);
    }
    if (!ended) {
      ended = true;
      effects.tell(new MembershipEvent.Unknown(reason));
    }
  }

  /**
   * P5: C members that still list this node, because it restarted within their deadtime, take the leave for
   * its loss; others ignore it (ccm.md 8.9).
   */
  private void signOn() {
    if (!likeC) {
      tellPeers(SignOn.LEAVE, "died");
    }
    tellPeers(SignOn.JOIN, "signon");
  }

  private void tellPeers(String what, String info) {
    effects.send(SignOn.of(config.self(), what, info));
  }

  private void onDelivered(Message message, boolean own, Now now) {
    if (!SignOn.is(message)) {
      ccm.onMessage(message, own, now);
    } else if (!own && message.has(Fields.SOURCE)) {
      onSignOn(message, message.text(Fields.SOURCE), now);
    }
  }

  private void onSignOn(Message message, String node, Now now) {
    boolean came = SignOn.JOIN.equals(message.text(Fields.STATUS));
    boolean left = SignOn.LEAVE.equals(message.text(Fields.STATUS));
    boolean takesBack = SignOn.takesBack(message) && !likeC;
    if (takesBack && left) {
      ccm.onQuestionTakenBack(node, now);
    } else if (came && !takesBack) {
      ccm.onCcmCame(node, now);
    } else if (left) {
      ccm.onCcmLeft(node, message.text(Fields.INFO, ""), now);
    }
  }

  /**
   * What a client's messages carry at a C daemon: the count of its sign-ons; ours is the first of this life. A JOIN of ours
   * has a field that C does not read: {@link EarlyAnswers}.
   */
  private record SignedOn(CcmEffects effects, boolean likeC) implements CcmEffects {
    @Override
    public void send(Message message) {
      Message complete = message.with(Field.text(Fields.CLIENT_GENERATION, "0"));
      boolean ourJoin = !likeC && CcmCodec.isJoin(message);
      effects.send(ourJoin ? complete.with(Field.text(CcmFields.EARLY_ANSWERS, "1")) : complete);
    }

    @Override
    public void tell(MembershipEvent event) {
      effects.tell(event);
    }

    @Override
    public void schedule(CcmTimer timer, long dueNanos) {
      effects.schedule(timer, dueNanos);
    }
  }
}
