package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.CcmEffects;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.CcmTimer;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.message.Message;

/** Every rule about memberships catches a service that is broken in just its way; the sound one passes them all. */
class ViewInvariantsTest {
  private static final Standing NORTH_ALONE =
      new Standing(List.of(PathPattern.parse("north<>south"), PathPattern.parse("north<>east")), List.of());

  /** Passes everything on; mutants override what they break. */
  private static class Mutant implements CcmEffects {
    final CcmEffects effects;

    Mutant(CcmEffects effects) {
      this.effects = effects;
    }

    @Override
    public void send(Message message) {
      effects.send(message);
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

  private static class ServiceMutant implements Service {
    final Service service;

    ServiceMutant(Service service) {
      this.service = service;
    }

    @Override
    public void on(ClusterEvent event, Now now) {
      service.on(event, now);
    }

    @Override
    public void onTimer(CcmTimer timer, Now now) {
      service.onTimer(timer, now);
    }

    @Override
    public CcmState state() {
      return service.state();
    }

    @Override
    public Agreement agreement() {
      return service.agreement();
    }
  }

  private static String broken(Service.Factory service, String faults, long seconds, Standing standing) {
    return broken(service, faults, seconds, standing, false);
  }

  private static String broken(
      Service.Factory service, String faults, long seconds, Standing standing, boolean eastIsLikeC) {
    LifePlan plan =
        new LifePlan(
            11, List.of("north", "south", "east"), List.of(false, false, eastIsLikeC), List.of("eth0"),
            Settings.timing(200, 2000, 3000), 250, false, 0, FaultOptions.NONE.with(faults),
            seconds * 1_000_000_000, true, standing);
    Violation violation = Life.live(plan, Heart::real, service, Trace.NONE).violation();
    return violation == null ? "nothing" : violation.invariant();
  }

  private static Service.Factory telling(UnaryOperator<CcmEffects> mutation) {
    return (config, likeC, random, effects) -> Service.real(config, likeC, random, mutation.apply(effects));
  }

  /** Only south is broken, and only in what it says it agreed on. */
  private static Service.Factory agreeing(UnaryOperator<Agreement> mutation) {
    return (config, likeC, random, effects) -> {
      Service real = Service.real(config, likeC, random, effects);
      return !config.self().equals("south") ? real : new ServiceMutant(real) {
        @Override
        public Agreement agreement() {
          Agreement agreed = super.agreement();
          return agreed == null ? null : mutation.apply(agreed);
        }
      };
    };
  }

  private static View with(View view, long number, boolean quorum) {
    return new View(
        number, view.instance(), view.leader(), quorum, view.members(), view.joined(), view.left(), view.reason(),
        view.causes(), view.wallSeconds());
  }

  @Test
  void theSoundServiceBreaksNoRule() {
    assertThat(broken(Service::real, "loss=0.1,crashesPerMinute=3", 20, NORTH_ALONE)).isEqualTo("nothing");
  }

  @Test
  void namingAnotherLeaderUnderTheSameCookieIsCaught() {
    assertThat(broken(agreeing(agreed -> new Agreement(
        agreed.cookie(), agreed.instance(), "east", agreed.quorum(), agreed.members())), "", 20, Standing.NOTHING))
        .isEqualTo(MembersAgree.NAME);
  }

  @Test
  void tellingAViewTwiceIsCaught() {
    assertThat(broken(telling(effects -> new Mutant(effects) {
      @Override
      public void tell(MembershipEvent event) {
        super.tell(event);
        if (event instanceof MembershipEvent.Formed) {
          super.tell(event);
        }
      }
    }), "", 20, Standing.NOTHING)).isEqualTo(ViewNumbersRise.NAME);
  }

  @Test
  void anInstanceThatFallsIsCaughtWhereAllAreOurs() {
    assertThat(broken(telling(effects -> new Mutant(effects) {
      @Override
      public void tell(MembershipEvent event) {
        if (event instanceof MembershipEvent.Formed formed) {
          View view = formed.view();
          super.tell(new MembershipEvent.Formed(new View(
              view.number(), 100 - view.instance(), view.leader(), view.quorum(), view.members(), view.joined(),
              view.left(), view.reason(), view.causes(), view.wallSeconds())));
        } else {
          super.tell(event);
        }
      }
    }), "", 20, NORTH_ALONE)).isEqualTo(ViewNumbersRise.NAME);
  }

  @Test
  void quorumOnBothSidesOfACutIsCaught() {
    assertThat(broken(telling(effects -> new Mutant(effects) {
      @Override
      public void tell(MembershipEvent event) {
        super.tell(
            event instanceof MembershipEvent.Formed formed
                ? new MembershipEvent.Formed(with(formed.view(), formed.view().number(), true))
                : event);
      }
    }), "cuts=8s..50s/north<>*", 60, Standing.NOTHING)).isEqualTo(OneQuorum.NAME);
  }

  @Test
  void notNoticingThatTheOthersAreGoneIsCaught() {
    assertThat(broken(telling(effects -> new Mutant(effects) {
      @Override
      public void tell(MembershipEvent event) {
        if (!(event instanceof MembershipEvent.Formed formed) || !formed.view().names().equals(List.of("north"))) {
          super.tell(event);
        }
      }
    }), "", 20, NORTH_ALONE)).isEqualTo(SidesAgree.NAME);
  }

  /** One node is like C, so that no rule about instances speaks up before. */
  @Test
  void viewsWithoutEndAreCaught() {
    Service.Factory restless =
        (config, likeC, random, effects) -> {
          Restless mutant = new Restless(effects);
          return new ServiceMutant(Service.real(config, likeC, random, mutant)) {
            @Override
            public void on(ClusterEvent event, Now now) {
              super.on(event, now);
              mutant.on(now);
            }

            @Override
            public void onTimer(CcmTimer timer, Now now) {
              if (timer.token() == Restless.TOKEN) {
                mutant.again(now);
              } else {
                super.onTimer(timer, now);
              }
            }
          };
        };
    assertThat(broken(restless, "", 20, NORTH_ALONE, true)).isEqualTo(NoOscillation.NAME);
  }

  /** Tells a new number for the same view every second. */
  private static final class Restless extends Mutant {
    static final long TOKEN = -1;
    private View last;
    private long number;
    private boolean begun;

    Restless(CcmEffects effects) {
      super(effects);
    }

    void on(Now now) {
      if (!begun) {
        begun = true;
        again(now);
      }
    }

    void again(Now now) {
      if (last != null) {
        super.tell(new MembershipEvent.Formed(with(last, ++number, last.quorum())));
      }
      schedule(new CcmTimer(CcmTimer.Kind.HABIT, TOKEN), now.nanos() + 1_000_000_000);
    }

    @Override
    public void tell(MembershipEvent event) {
      if (event instanceof MembershipEvent.Formed formed) {
        last = with(formed.view(), ++number, formed.view().quorum());
        super.tell(new MembershipEvent.Formed(last));
      } else {
        super.tell(event);
      }
    }
  }

  @Test
  void neverComingToRestIsCaught() {
    Service.Factory unstable =
        (config, likeC, random, effects) -> {
          Service real = Service.real(config, likeC, random, effects);
          return !config.self().equals("south") ? real : new ServiceMutant(real) {
            @Override
            public CcmState state() {
              return CcmState.WAIT_FOR_MEM_LIST;
            }
          };
        };
    assertThat(broken(unstable, "", 20, Standing.NOTHING)).isEqualTo(Converges.NAME);
  }
}
