package org.linuxha.heartbeat.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.problem.Code;

/**
 * What happens on {@code ccm/ccm}: every connection hears the membership, nobody says anything
 * (client-api.md 6). The list of nodes comes before every membership.
 */
final class MembershipPort {
  private final String self;
  private final KnownCluster cluster;
  private final NettyLoop loop;
  private final Complaints complaints;
  private final Map<EpollDomainSocketChannel, Outbox> listeners = new LinkedHashMap<>();
  /** The membership that stands; null if none does. */
  private View standing;

  MembershipPort(String self, KnownCluster cluster, NettyLoop loop, Complaints complaints) {
    this.self = self;
    this.cluster = cluster;
    this.loop = loop;
    this.complaints = complaints;
  }

  void welcome(EpollDomainSocketChannel channel) {
    channel.pipeline().addLast(new FrameDecoder(), new Ear(channel));
    channel.closeFuture().addListener(closed -> loop.dispatch(() -> listeners.remove(channel)));
    Outbox outbox = new Outbox(channel);
    listeners.put(channel, outbox);
    // after the pipeline is complete
    channel.eventLoop().execute(() -> loop.dispatch(() -> {
      if (standing != null && listeners.containsKey(channel)) {
        send(channel, outbox, frames(standing));
      }
    }));
  }

  private final class Ear extends ChannelInboundHandlerAdapter {
    private final EpollDomainSocketChannel channel;

    Ear(EpollDomainSocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object body) {
      // clients have nothing to say here
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof FrameDecoder.BadFrame) {
        complaints.about(Code.CLIENT_CUT, "a listener of ccm", "it sent " + cause.getMessage() + ".");
      }
      channel.close();
    }
  }

  void take(MembershipEvent event) {
    if (event instanceof MembershipEvent.Formed formed) {
      standing = formed.view();
      toAll(frames(standing));
    } else if (event instanceof MembershipEvent.InFlux || event instanceof MembershipEvent.Unknown) {
      fall(CcmFrames.INFLUX);
    } else if (event instanceof MembershipEvent.Evicted) {
      fall(CcmFrames.EVICTED);
    }
  }

  private void fall(int event) {
    if (standing != null) {
      standing = null;
      toAll(List.of(CcmFrames.event(event)));
    }
  }

  private List<byte[]> frames(View view) {
    List<String> sorted = cluster.normalSorted();
    return List.of(CcmFrames.nodes(sorted, self), CcmFrames.membership(view, sorted));
  }

  private void toAll(List<byte[]> frames) {
    new ArrayList<>(listeners.entrySet()).forEach(each -> send(each.getKey(), each.getValue(), frames));
  }

  private void send(EpollDomainSocketChannel channel, Outbox outbox, List<byte[]> frames) {
    for (byte[] frame : frames) {
      if (channel.isOpen() && !outbox.send(frame)) {
        complaints.about(Code.CLIENT_CUT, "a listener of ccm", "it does not read: " + outbox.waiting() + " messages wait.");
        channel.close();
      }
    }
  }
}
