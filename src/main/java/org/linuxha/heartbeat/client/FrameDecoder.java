package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.linuxha.heartbeat.message.LocalFrame;

/**
 * Cuts what a client sends into bodies (byte arrays). A length is judged before a byte of the body is waited
 * for: the C daemon spins for ever on a negative or huge one (client-api.md 1.3). After the first bad header
 * nothing more is read from this client.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  /** Until a client has signed on it needs no long messages, and shall cost no memory. */
  static final int MAX_STRANGER = 16_384;

  private final Halves halves;
  private int maxBody = MAX_STRANGER;
  private boolean broken;
  private ChannelHandlerContext place;

  /** @param halves those of all that are read on this loop */
  FrameDecoder(Halves halves) {
    this.halves = halves;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    halves.release(this);
  }

  /** A header that is none; the connection cannot be read any further. */
  static final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    BadFrame(String text) {
      super(text, null, false, false);
    }
  }

  /** From now on bodies up to the protocol's limit are taken. */
  void trust() {
    maxBody = LocalFrame.MAX_BODY;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LocalFrame.HEADER) {
      // a few bytes keep the whole buffer in which they came
      halves.hold(this, in.capacity());
      return;
    }
    int length = Frames.intAt(in, in.readerIndex());
    int magic = Frames.intAt(in, in.readerIndex() + 4);
    if (magic != LocalFrame.MAGIC) {
      refuse(context, in, "a frame without the magic number");
    } else if (length < 0 || length > maxBody) {
      refuse(context, in, "a frame of " + length + " bytes");
    } else if (in.readableBytes() >= LocalFrame.HEADER + length) {
      in.skipBytes(LocalFrame.HEADER);
      byte[] body = new byte[length];
      in.readBytes(body);
      out.add(body);
      halves.release(this);
    } else {
      halves.hold(this, in.capacity());
    }
  }

  /** False while it is the daemon that does not read. */
  boolean isRead() {
    return place.channel().config().isAutoRead();
  }

  /** The rest of its frame is waited for no longer. */
  void giveUp() {
    broken = true;
    place.fireExceptionCaught(new BadFrame("half a frame, and of all that are half it waits longest: they are more than "
        + Halves.MOST / 1024 / 1024 + " MiB"));
  }

  private void refuse(ChannelHandlerContext context, ByteBuf in, String what) {
    broken = true;
    in.skipBytes(in.readableBytes());
    context.fireExceptionCaught(new BadFrame(what));
  }
}
