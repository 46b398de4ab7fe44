package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;

/** Keys, a message and hand-made packets for the tests of this room. */
final class Packets {
  static final KeyRing.Key SHA1 = key(Algorithm.SHA1, "secret1");
  static final KeyRing.Key MD5 = key(Algorithm.MD5, "secret2");
  static final KeyRing.Key CRC = key(Algorithm.CRC, "");
  static final Map<Integer, KeyRing.Key> KEYS = Map.of(1, SHA1, 2, MD5, 3, CRC);
  static final Message STATUS =
      Message.ofType("status").with("st", "up").with("src", "east").with("seq", "1").with("ts", "6b029e19");

  private Packets() {}

  static KeyRing.Key key(Algorithm algorithm, String secret) {
    return new KeyRing.Key(algorithm, Bytes.copyOf(latin(secret)));
  }

  static Envelope envelope(int active, Map<Integer, KeyRing.Key> keys) {
    return new Envelope(new KeyRing(active, keys), true, Compression.DEFAULT);
  }

  /** Of a node with the keys above and that active one. */
  static Envelope envelope(int active) {
    return envelope(active, KEYS);
  }

  /** Any bytes as an insider could sign them with key 1. */
  static byte[] signed(byte[] message) {
    return concat(message, trailer(1, SHA1, message));
  }

  static byte[] trailer(int index, KeyRing.Key key, byte[] message) {
    String digest = new Signatures().digest(key.algorithm(), key.secret(), message, 0, message.length);
    String signature = index + " " + digest;
    return latin(signature.length() + ":" + signature + ",");
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
