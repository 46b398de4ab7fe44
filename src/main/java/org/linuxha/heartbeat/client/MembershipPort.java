package org.linuxha.heartbeat.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
  private final Consumer<Runnable> loop;
  private final Complaints complaints;
  private final Map<Channel, Outbox> listeners = new LinkedHashMap<>();
  private final Outbox.Total waiting = new Outbox.Total();
  /** The membership that stands; null if none does. */
  private View standing;

  MembershipPort(String self, KnownCluster cluster, Consumer<Runnable> loop, Complaints complaints) {
    this.self = self;
    this.cluster = cluster;
    this.loop = loop;
    this.complaints = complaints;
  }

  void welcome(Channel channel) {
    channel.pipeline().addLast(new FrameDecoder(new Halves()), new Ear(channel));
    channel.closeFuture().addListener(closed -> loop.accept(() -> listeners.remove(channel)));
    // in a later turn: the pipeline is complete then, and nothing is said twice
    channel.eventLoop().execute(() -> loop.accept(() -> listen(channel)));
  }

  private void listen(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    Outbox outbox = new Outbox(channel, waiting);
    listeners.put(channel, outbox);
    if (standing != null) {
      send(channel, outbox, frames(standing));
    }
  }

  private final class Ear extends ChannelInboundHandlerAdapter {
    private final Channel channel;

    Ear(Channel channel) {
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

  private void send(Channel channel, Outbox outbox, List<byte[]> frames) {
    for (byte[] frame : frames) {
      if (channel.isOpen() && !outbox.send(frame)) {
        complaints.about(Code.CLIENT_CUT, "a listener of ccm", "it does not read: " + outbox.waiting() + " messages wait.");
        channel.close();
      }
    }
  }
}
