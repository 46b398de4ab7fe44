package org.linuxha.heartbeat.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import org.linuxha.heartbeat.bus.NettyLoop;

/**
 * Copies each datagram out of the receive buffer and hands it up, and knows whether the last turn
 * left the socket empty.
 */
final class UdpReceiver extends ChannelInboundHandlerAdapter {
  private final NettyLoop loop;
  private final Carrier.Upstream upstream;
  private final int burst;
  private int inThisTurn;
  private long total;
  private boolean more;

  UdpReceiver(NettyLoop loop, Carrier.Upstream upstream, int burst) {
    this.loop = loop;
    this.upstream = upstream;
    this.burst = burst;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    DatagramPacket packet = (DatagramPacket) read;
    byte[] octets = new byte[packet.content().readableBytes()];
    packet.content().readBytes(octets);
    packet.release();
    inThisTurn++;
    total++;
    loop.dispatch(() -> upstream.received(octets, packet.sender()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    more |= inThisTurn >= burst;
    inThisTurn = 0;
  }

  /** For instance, an error that the kernel kept for this socket; what follows it is still to be read. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    more = true;
    loop.dispatch(() -> upstream.warn("error receiving from socket: " + UdpCarrier.reason(failure)));
  }

  /** From now on watch whether a turn ends with the socket not known to be empty. */
  void watch() {
    more = false;
  }

  /** False if every turn since {@link #watch} ended with an empty socket. */
  boolean mayHaveMore() {
    return more;
  }

  /** Datagrams read since the socket was opened. */
  long total() {
    return total;
  }
}
