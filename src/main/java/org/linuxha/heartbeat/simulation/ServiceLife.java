package org.linuxha.heartbeat.simulation;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.CcmConfig;
import org.linuxha.heartbeat.membership.CcmEffects;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.CcmTimer;
import org.linuxha.heartbeat.membership.CcmTrace;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.Quorum;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.message.Message;

/** One run of a membership service inside a {@link DaemonLife}, and what its clients know from it. */
final class ServiceLife implements CcmEffects {
  private final DaemonLife life;
  private final SimulatedNode node;
  private final Service service;
  private View view;
  private boolean inFlux;
  private boolean ended;

  ServiceLife(DaemonLife life, SimulatedNode node, RandomGenerator random) {
    this.life = life;
    this.node = node;
    SimulatedNode.Setup setup = node.setup();
    CcmConfig config =
        new CcmConfig(setup.name(), setup.config().timing().keepalive(), Quorum.parse(Quorum.DEFAULT));
    service = setup.service().make(config, node.isLikeC(), random, this);
  }

  /** The last view told, or null. */
  View view() {
    return view;
  }

  /** Whether clients were told that the last view no longer holds. */
  boolean isInFlux() {
    return inFlux;
  }

  CcmState state() {
    return service.state();
  }

  Agreement agreement() {
    return service.agreement();
  }

  /** It is killed although its daemon lives. */
  void end() {
    ended = true;
  }

  void on(ClusterEvent event, Now now) {
    if (event instanceof ClusterEvent.NodeAdded added) {
      service.on(event, now);
      service.on(new ClusterEvent.NodeChanged(added.node(), added.uuid(), added.weight(), added.site(), 0, capabilities(added.node())), now);
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      service.on(new ClusterEvent.NodeChanged(
          changed.node(), changed.uuid(), changed.weight(), changed.site(), changed.generation(), capabilities(changed.node())), now);
    } else {
      service.on(event, now);
    }
  }

  /** Simulated daemons speak C's protocol alone and advertise nothing; who is of which kind is known all the same. */
  private String capabilities(String name) {
    boolean ours = node.world().nodes().stream().anyMatch(each -> each.name().equals(name) && !each.isLikeC());
    return ours ? "simulated" : "";
  }

  void onTimer(CcmTimer timer, Now now) {
    if (!ended) {
      service.onTimer(timer, now);
    }
  }

  @Override
  public void send(Message message) {
    if (life.survives()) {
      life.submitOwn(message);
    }
  }

  @Override
  public void tell(MembershipEvent event) {
    if (!life.survives()) {
      return;
    }
    if (event instanceof MembershipEvent.Formed formed) {
      view = formed.view();
      inFlux = false;
    } else if (event instanceof MembershipEvent.InFlux) {
      inFlux = true;
    }
    node.trace(() -> "ccm: " + CcmTrace.describe(event));
    node.world().witnesses(witness -> witness.told(node, event));
  }

  @Override
  public void schedule(CcmTimer timer, long dueNanos) {
    if (life.survives()) {
      life.schedule(new Inbox.CcmDue(this, timer), dueNanos);
    }
  }

  @Override
  public String toString() {
    Agreement agreed = agreement();
    return service.state() + (agreed == null ? "" : " " + agreed.instance() + " " + agreed.members() + " leader " + agreed.leader());
  }
}
