package org.linuxha.heartbeat.client;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.problem.Code;

/** Listens on one Unix socket; at most so many connections at a time. */
final class SocketServer {
  /** Processes of one machine; each may hold a frame that is not complete. */
  static final int MAX_CONNECTIONS = 512;

  /** Bytes a turn: a few hundred short messages, then others get theirs. */
  private static final int READ = 16_384;

  private static final int BACKLOG = 128;

  private final Vertx vertx;
  private final NettyLoop loop;
  private final SocketFile file;
  private final Complaints complaints;
  private final Set<Channel> connections = new LinkedHashSet<>();
  private Channel server;
  private boolean published;

  SocketServer(Vertx vertx, NettyLoop loop, SocketFile file, Complaints complaints) {
    this.vertx = vertx;
    this.loop = loop;
    this.file = file;
    this.complaints = complaints;
  }

  /** Hands every new connection to that, on the verticle's context. */
  Future<Void> listen(Consumer<EpollDomainSocketChannel> accepted) {
    return blocking(() -> {
      file.prepare();
      return null;
    }).compose(ready -> bind(accepted)).compose(bound -> blocking(() -> {
      file.publish();
      return null;
    })).onSuccess(done -> published = true);
  }

  /** Another program will listen there: makes the directory ready for it. */
  Future<Void> leaveToOthers() {
    return blocking(() -> {
      file.prepareDirectory();
      return null;
    });
  }

  private Future<Void> bind(Consumer<EpollDomainSocketChannel> accepted) {
    Promise<Void> done = Promise.promise();
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.eventLoop())
            .channel(EpollServerDomainSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ).maxMessagesPerRead(1))
            .childHandler(new ChannelInitializer<EpollDomainSocketChannel>() {
              @Override
              protected void initChannel(EpollDomainSocketChannel channel) {
                loop.dispatch(() -> accept(channel, accepted));
              }
            })
            .bind(new DomainSocketAddress(file.fresh().toString()));
    server = binding.channel();
    binding.addListener(bound -> loop.dispatch(() -> {
      if (bound.isSuccess()) {
        done.complete();
      } else {
        done.fail(bound.cause());
      }
    }));
    return done.future();
  }

  private void accept(EpollDomainSocketChannel channel, Consumer<EpollDomainSocketChannel> accepted) {
    if (connections.size() >= MAX_CONNECTIONS) {
      complaints.about(Code.CLIENT_CUT, file.path().toString(), "there are " + MAX_CONNECTIONS + " connections already.");
      channel.close();
      return;
    }
    connections.add(channel);
    channel.closeFuture().addListener(closed -> loop.dispatch(() -> connections.remove(channel)));
    accepted.accept(channel);
  }

  private Future<Void> blocking(Callable<Void> step) {
    return vertx.executeBlocking(step);
  }

  /** Ends all connections: what C clients take for the daemon's end. */
  Future<Void> close() {
    List.copyOf(connections).forEach(channel -> {
      channel.flush();
      channel.close();
    });
    if (server != null) {
      server.close();
    }
    return published ? blocking(() -> {
      file.remove();
      return null;
    }) : Future.succeededFuture();
  }
}
