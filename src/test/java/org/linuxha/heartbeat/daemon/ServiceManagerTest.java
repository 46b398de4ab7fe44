package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What systemd is told (sd_notify(3)), heard on a socket that stands in for it. */
@Timeout(60)
class ServiceManagerTest {
  private static final long PID = 4711;
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicLong pulseAgeMillis = new AtomicLong();
  private Path directory;

  @BeforeEach
  void make() throws Exception {
    directory = Files.createTempDirectory("sd");
  }

  @AfterEach
  void close() throws Exception {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    Files.deleteIfExists(directory.resolve("notify"));
    Files.delete(directory);
  }

  private void listen(String name) throws Exception {
    new Bootstrap()
        .group(loop)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                told.add(packet.content().toString(StandardCharsets.UTF_8));
              }
            })
        .bind(new DomainSocketAddress(name))
        .sync();
  }

  private ServiceManager manager(Map<String, String> environment) {
    return ServiceManager.of(environment, PID, pulseAgeMillis::get);
  }

  private String next() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void readinessAndTheEndAreTold() throws Exception {
    String path = directory.resolve("notify").toString();
    listen(path);
    ServiceManager manager = manager(Map.of(ServiceManager.SOCKET, path));
    manager.ready("alice");
    assertThat(next()).isEqualTo("READY=1\nSTATUS=Node alice takes part in the cluster.");
    manager.reloading();
    long now = System.nanoTime() / 1_000;
    String[] reloading = next().split("\\R");
    assertThat(reloading).hasSize(3).contains("RELOADING=1", "STATUS=Reading the configuration again.");
    assertThat(Long.parseLong(reloading[1].replace("MONOTONIC_USEC=", ""))).as("sd_notify(3) demands it")
        .isBetween(now - 10_000_000, now);
    manager.restarting();
    assertThat(next()).isEqualTo("STATUS=Beginning anew in the same process.");
    manager.stopping("signal 15");
    assertThat(next()).isEqualTo("STOPPING=1\nSTATUS=Leaving the cluster: signal 15.");
  }

  @Test
  void anAbstractSocketIsOneToo() throws Exception {
    String name = "heartbeat-test-" + directory.getFileName();
    listen("\0" + name);
    manager(Map.of(ServiceManager.SOCKET, "@" + name)).ready("alice");
    assertThat(next()).startsWith("READY=1");
  }

  @Test
  void theWatchdogIsFedWhileThePulseLoopTurnsAndNotAMomentLonger() throws Exception {
    String path = directory.resolve("notify").toString();
    listen(path);
    manager(Map.of(
        ServiceManager.SOCKET, path, ServiceManager.WATCHDOG_MICROS, "100000", ServiceManager.WATCHDOG_PID, "" + PID));
    assertThat(next()).isEqualTo("WATCHDOG=1");
    assertThat(next()).isEqualTo("WATCHDOG=1");
    pulseAgeMillis.set(50);
    // one may have been on its way
    told.poll(100, TimeUnit.MILLISECONDS);
    told.clear();
    assertThat(told.poll(500, TimeUnit.MILLISECONDS)).as("with a pulse loop that stands still").isNull();
    pulseAgeMillis.set(0);
    assertThat(next()).isEqualTo("WATCHDOG=1");
  }

  @Test
  void aNextLifeMayTakeLongerThanTheWatchdogAndIsWatchedAgainWhenReady() throws Exception {
    String path = directory.resolve("notify").toString();
    listen(path);
    ServiceManager manager = manager(Map.of(ServiceManager.SOCKET, path, ServiceManager.WATCHDOG_MICROS, "10000000"));
    manager.restarting();
    assertThat(next()).isEqualTo("STATUS=Beginning anew in the same process.\nWATCHDOG_USEC=60000000");
    assertThat(next()).isEqualTo("WATCHDOG=1");
    manager.ready("alice");
    assertThat(next()).isEqualTo("READY=1\nSTATUS=Node alice takes part in the cluster.\nWATCHDOG_USEC=10000000");
  }

  @Test
  void aWatchdogForAnotherProcessIsNotOurs() throws Exception {
    String path = directory.resolve("notify").toString();
    listen(path);
    ServiceManager manager = manager(Map.of(
        ServiceManager.SOCKET, path, ServiceManager.WATCHDOG_MICROS, "20000", ServiceManager.WATCHDOG_PID, "1"));
    assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
    manager.ready("alice");
    assertThat(next()).startsWith("READY=1");
  }

  @Test
  void withoutAServiceManagerNothingHappens() {
    ServiceManager manager = manager(Map.of());
    manager.ready("alice");
    manager.stopping("signal 15");
    assertThat(told).isEmpty();
  }
}
