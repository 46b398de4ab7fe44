package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.config.Medium;

/** What the kernel refuses while sockets are set up comes back as a sentence, on the carrier's own loop. */
class UdpCarrierTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private static final class Silent implements Carrier.Upstream {
    @Override
    public void received(byte[] packet, Object source) {}

    @Override
    public void sendFailed(String what, String reason) {}

    @Override
    public void warn(String text) {}

    @Override
    public Envelope envelope() {
      throw new UnsupportedOperationException();
    }
  }

  /** How opening that plan on {@code lo} fails, and on which thread. */
  private String failure(UdpPlan plan) throws Exception {
    Promise<String> failed = Promise.promise();
    Medium medium = new Medium.Ucast("lo", "127.0.0.1", 1);
    bench.house.deploy(House.Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        UdpCarrier carrier =
            new UdpCarrier(plan, new Carriers.Site(medium, Bench.CONFIG.timing(), vertx, NettyLoop.of(context), new Silent()));
        carrier.open().onComplete(
            opened -> failed.fail("it was opened"),
            cause -> failed.complete(
                cause.getClass().getSimpleName() + " " + cause.getMessage() + " on " + Thread.currentThread().getName()));
        return Future.succeededFuture();
      }
    });
    return Bench.await(failed.future());
  }

  @Test
  void anOptionOfTheReceivingSocket() throws Exception {
    UdpPlan good = UdpPlan.ucast(new Medium.Ucast("lo", "127.0.0.1", Bench.freePort()));
    assertThat(failure(new UdpPlan("", "lo", (device, source) -> {
      UdpPlan.Sockets sockets = good.sockets().apply(device, source);
      sockets.receive().boundTo("nosuch0");
      return sockets;
    }))).isEqualTo("CannotOpen No such device on pulse");
  }

  @Test
  void anOptionOfTheSendingSocket() throws Exception {
    UdpPlan good = UdpPlan.ucast(new Medium.Ucast("lo", "127.0.0.1", Bench.freePort()));
    assertThat(failure(new UdpPlan("", "lo", (device, source) -> {
      UdpPlan.Sockets sockets = good.sockets().apply(device, source);
      sockets.send().boundTo("nosuch0");
      return sockets;
    }))).isEqualTo("CannotOpen No such device on pulse");
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (java.net.DatagramSocket squatter = new java.net.DatagramSocket(0)) {
      assertThat(failure(UdpPlan.ucast(new Medium.Ucast("lo", "127.0.0.1", squatter.getLocalPort()))))
          .isEqualTo("CannotOpen Address already in use on pulse");
    }
  }

  @Test
  void aNameWhereAnAddressBelongsIsNotLookedUp() throws Exception {
    assertThat(failure(UdpPlan.ucast(new Medium.Ucast("lo", "localhost", 694))))
        .isEqualTo("CannotOpen 'localhost' is no IP address on pulse");
  }

  @Test
  void aDeviceThatDoesNotExist() throws Exception {
    assertThat(failure(UdpPlan.mcast(new Medium.Mcast("nosuch0", "239.0.0.1", 694, 1, false))))
        .isEqualTo("CannotOpen there is no such device on pulse");
  }
}
