package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Effects;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Every invariant catches a daemon that is broken in just its way; the sound daemon passes them all. */
class InvariantsTest {

  /** Passes everything on; mutants override what they break. */
  private static class Mutant implements Effects {
    final Effects effects;

    Mutant(Effects effects) {
      this.effects = effects;
    }

    @Override
    public void transmit(Message message) {
      effects.transmit(message);
    }

    @Override
    public void forward(Message message, Set<String> links) {
      effects.forward(message, links);
    }

    @Override
    public void tell(ClusterEvent event) {
      effects.tell(event);
    }

    @Override
    public void schedule(Timer timer, long dueNanos) {
      effects.schedule(timer, dueNanos);
    }

    @Override
    public void drainLinks(long token) {
      effects.drainLinks(token);
    }

    @Override
    public void save(NodeTable table) {
      effects.save(table);
    }
  }

  private static Life.Outcome live(Heart.Factory heart, String faults, double messagesPerSecond) {
    LifePlan plan =
        new LifePlan(
            11, List.of("north", "south", "east"), List.of(false, false, false), List.of("eth0"),
            Settings.timing(200, 2000, 3000), 250, false, messagesPerSecond, FaultOptions.NONE.with(faults),
            20_000_000_000L, false, Standing.NOTHING);
    return Life.live(plan, heart, Service::real, Trace.NONE);
  }

  private static String broken(UnaryOperator<Effects> mutation, String faults) {
    Heart.Factory heart =
        (config, self, known, random, effects) -> Heart.real(config, self, known, random, mutation.apply(effects));
    Violation violation = live(heart, faults, 10).violation();
    return violation == null ? "nothing" : violation.invariant();
  }

  @Test
  void theSoundDaemonBreaksNoRule() {
    assertThat(live(Heart::real, "loss=0.1,crashesPerMinute=3", 10).violation()).isNull();
  }

  @Test
  void deliveringTwiceIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        super.tell(event);
        if (event instanceof ClusterEvent.Delivered delivered && !delivered.own()) {
          super.tell(event);
        }
      }
    }, "")).isEqualTo(DeliveredOnceInOrder.NAME);
  }

  @Test
  void losingAMessageInSilenceIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      private int delivered;

      @Override
      public void tell(ClusterEvent event) {
        if (!(event instanceof ClusterEvent.Delivered) || ++delivered % 7 != 0) {
          super.tell(event);
        }
      }
    }, "")).isEqualTo(NothingLostInSilence.NAME);
  }

  @Test
  void losingEverythingIsCaughtToo() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        if (!(event instanceof ClusterEvent.Delivered)) {
          super.tell(event);
        }
      }
    }, "")).isEqualTo(EverythingArrives.NAME);
  }

  @Test
  void callingALivingNodeDeadIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        super.tell(event);
        if (event instanceof ClusterEvent.NodeStatus status && status.status().equals("active")) {
          super.tell(new ClusterEvent.NodeStatus(
              status.node(), status.type(), "dead", "active", "a whim", status.evidence()));
        }
      }
    }, "")).isEqualTo(NoFalseDeath.NAME);
  }

  @Test
  void neverFindingAnybodyDeadIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        if (!(event instanceof ClusterEvent.NodeStatus status) || !status.status().equals("dead")) {
          super.tell(event);
        }
      }
    }, "cuts=8s..18s/north<>south")).isEqualTo(DeathInTime.NAME);
  }

  @Test
  void speakingAsAnOlderGenerationIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void transmit(Message message) {
        long older = message.hex(Fields.GENERATION).orElse(1) - 1;
        super.transmit(message.with(Fields.GENERATION, Long.toHexString(older)));
      }
    }, "")).isEqualTo(GenerationsRise.NAME);
  }

  @Test
  void reusingANumberIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void transmit(Message message) {
        super.transmit(message.has(Fields.SEQUENCE) ? message.with(Fields.SEQUENCE, "1") : message);
      }
    }, "")).isEqualTo(OneMessageANumber.NAME);
  }

  @Test
  void skippingANumberIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void transmit(Message message) {
        if (message.hex(Fields.SEQUENCE).orElse(0) != 9) {
          super.transmit(message);
        }
      }
    }, "")).isEqualTo(OneMessageANumber.NAME);
  }

  @Test
  void everGrowingQueuesAreCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void schedule(Timer timer, long dueNanos) {
        super.schedule(timer, dueNanos);
        for (int i = 0; i < 200; i++) {
          super.schedule(new Timer(timer.kind(), "", -1), dueNanos + 60_000_000_000L);
        }
      }
    }, "")).isEqualTo(BoundedQueues.NAME);
  }

  @Test
  void neverHavingStoppedIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        if (!(event instanceof ClusterEvent.LocalStatus local) || local.state() != LocalState.STOPPED) {
          super.tell(event);
        }
      }
    }, "")).isEqualTo(StopsInTime.NAME);
  }

  @Test
  void neverSettlingIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void tell(ClusterEvent event) {
        if (!(event instanceof ClusterEvent.NodeStatus status) || !status.node().equals("south")) {
          super.tell(event);
        }
      }
    }, "")).isEqualTo(Settles.NAME);
  }

  @Test
  void anExceptionOfTheHeartIsCaught() {
    assertThat(broken(effects -> new Mutant(effects) {
      @Override
      public void drainLinks(long token) {
        throw new IllegalStateException("oops");
      }
    }, "cuts=8s..18s/north<>south")).isEqualTo("no exception escapes the heart");
  }

  @Test
  void keepingItselfBusyForEverIsCaught() {
    Heart.Factory busy = (config, self, known, random, effects) -> new BusyHeart(effects);
    assertThat(live(busy, "", 0).violation().invariant()).isEqualTo("a turn ends");
  }

  private record BusyHeart(Effects effects) implements Heart {
    @Override
    public void onStart(Now now) {
      onTimer(null, now);
    }

    @Override
    public void onReceived(String link, Message message, Now now) {}

    @Override
    public void onSubmit(Message message, Now now) {}

    @Override
    public void onTimer(Timer timer, Now now) {
      effects.schedule(new Timer(Timer.Kind.KEEPALIVE, "", 1), now.nanos());
    }

    @Override
    public void onDrained(long token, Now now) {}

    @Override
    public void onStop(String reason, Now now) {}
  }
}
