package org.linuxha.heartbeat.simulation;

import java.util.Map;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;

/** The real way over a link: signed, encoded, perhaps damaged, checked, decoded. */
final class Wire {
  private final SeededRandom random;
  private final Envelope envelope =
      new Envelope(
          new KeyRing(1, Map.of(1, new KeyRing.Key(Algorithm.SHA1, Bytes.copyOf(new byte[] {'k', 'e', 'y'})))),
          true,
          Compression.DEFAULT);

  Wire(SeededRandom random) {
    this.random = random;
  }

  byte[] pack(Message message) {
    try {
      return envelope.pack(message);
    } catch (MalformedMessage e) {
      throw new IllegalStateException("a heart made a message that cannot be sent: " + e.getMessage(), e);
    }
  }

  /** What the receiver makes of it; null if it drops it. */
  Message open(byte[] datagram, boolean damaged) {
    Unpacked unpacked = envelope.unpack(damaged ? damage(datagram) : datagram);
    return unpacked instanceof Unpacked.Accepted accepted ? accepted.message() : null;
  }

  /** Some bits flip, or the end is missing. */
  private byte[] damage(byte[] datagram) {
    if (random.nextInt(4) == 0) {
      return java.util.Arrays.copyOf(datagram, random.nextInt(datagram.length));
    }
    byte[] damaged = datagram.clone();
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }
}
