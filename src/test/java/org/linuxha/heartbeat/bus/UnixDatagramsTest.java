package org.linuxha.heartbeat.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams to a program such as syslogd, which may be missing, restarted or stuck. */
@Timeout(60)
class UnixDatagramsTest {
  @TempDir Path directory;
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private Path path() {
    return directory.resolve("log");
  }

  private Channel listen(boolean reads) throws Exception {
    Files.deleteIfExists(path());
    return new Bootstrap()
        .group(loop)
        .channel(EpollDomainDatagramChannel.class)
        .option(ChannelOption.AUTO_READ, reads)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                received.add(packet.content().toString(StandardCharsets.UTF_8));
              }
            })
        .bind(new DomainSocketAddress(path().toString()))
        .sync()
        .channel();
  }

  /** A second is enough for a daemon; a busy machine may hold up a test for longer. */
  private UnixDatagrams patient() {
    return new UnixDatagrams(path().toString(), 30_000);
  }

  private static void send(UnixDatagrams socket, String text) throws IOException {
    socket.send(text.getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() throws InterruptedException {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @Test
  void eachSendIsOneDatagram() throws Exception {
    listen(true);
    try (UnixDatagrams socket = patient()) {
      send(socket, "one");
      send(socket, "two");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("two");
    }
  }

  @Test
  void aMissingListenerIsAnErrorAndOneThatComesBackIsFound() throws Exception {
    try (UnixDatagrams socket = patient()) {
      assertThatThrownBy(() -> send(socket, "lost")).isInstanceOf(IOException.class).hasMessageContaining("log");
      Channel listener = listen(true);
      send(socket, "first");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("first");
      listener.close().sync();
      assertThatThrownBy(() -> send(socket, "lost")).isInstanceOf(IOException.class).hasMessageNotContaining("null");
      listen(true);
      send(socket, "again");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("again");
    }
  }

  @Test
  void aStuckListenerHoldsTheSenderForABoundedTime() throws Exception {
    listen(false);
    try (UnixDatagrams socket = new UnixDatagrams(path())) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  send(socket, "line " + i);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}
