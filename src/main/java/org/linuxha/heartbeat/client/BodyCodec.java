package org.linuxha.heartbeat.client;

import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.LocalFrame;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * Messages as bodies of frames (client-api.md 2). Both forms are read at any time, whole messages that are
 * compressed too; what is sent is classic with a final NUL, or netstring where classic cannot say it or
 * {@code msgfmt netstring} is set. Belongs to one thread.
 */
final class BodyCodec {
  private final boolean netstring;
  private final Compression compression;
  private Envelope envelope;

  BodyCodec(KeyRing keys, boolean netstring, Compression compression) {
    this.netstring = netstring;
    this.compression = compression;
    signWith(keys);
  }

  /** What is delivered from now on carries signatures by these keys. */
  void signWith(KeyRing keys) {
    envelope = new Envelope(keys, !netstring, compression);
  }

  static Message decode(byte[] body) throws MalformedMessage {
    Message message =
        NetstringCodec.isNetstring(body, 0) ? NetstringCodec.decode(body) : ClassicCodec.decode(body);
    return Compressor.restoreWhole(message);
  }

  /** A reply or an event that was made here. */
  byte[] encode(Message message) throws MalformedMessage {
    Message ready = Compressor.compressFields(message, compression.algorithm());
    byte[] body = netstring || ready.isStructured() ? NetstringCodec.encode(ready) : ClassicCodec.encodeWithNul(ready);
    return body.length < LocalFrame.MAX_BODY
        ? body
        : NetstringCodec.encode(Compressor.compressWhole(ready, compression.algorithm()));
  }

  /** A packet of the cluster: in classic form it shows its signature, our own that never left too. */
  byte[] encodePacket(Message packet) throws MalformedMessage {
    return encode(envelope.signed(packet));
  }
}
