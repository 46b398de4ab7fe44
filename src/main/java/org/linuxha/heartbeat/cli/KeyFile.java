package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** authkeys as a rotation reads and writes it; comments are not kept, as they would tell of keys that are no more. */
final class KeyFile {
  static final int KEY_BYTES = 32;
  private static final int HIGHEST = 15;

  private KeyFile() {}

  static KeyRing read(Path file) throws CannotAnswer {
    try {
      AuthKeys read = AuthKeysParser.parse(file.toString(), ConfigText.read(file, StandardCharsets.ISO_8859_1));
      if (read.ring().isPresent()) {
        return read.ring().get();
      }
      throw new CannotAnswer(Exit.FAILED, read.problems().stream()
          .filter(problem -> problem.code().severity().compareTo(Severity.ERROR) >= 0).findFirst().orElseThrow().full());
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_IMPOSSIBLE,
          "Cannot read " + file + ", and only keys in authkeys can be rotated.");
    }
  }

  /** The lowest number that is free. */
  static int free(KeyRing ring) throws CannotAnswer {
    for (int number = 1; number <= HIGHEST; number++) {
      if (!ring.keys().containsKey(number)) {
        return number;
      }
    }
    throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_IMPOSSIBLE,
        "All numbers from 1 to 15 have a key already: remove one from authkeys on all nodes first.");
  }

  /** So many bytes that nobody can guess, as hexadecimal digits. */
  static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  static KeyRing with(KeyRing ring, int number, Algorithm method) {
    Map<Integer, KeyRing.Key> keys = new TreeMap<>(ring.keys());
    keys.put(number, new KeyRing.Key(method, Bytes.copyOf(randomHex(KEY_BYTES).getBytes(StandardCharsets.US_ASCII))));
    return new KeyRing(ring.active(), keys);
  }

  static KeyRing without(KeyRing ring, int number) {
    Map<Integer, KeyRing.Key> keys = new TreeMap<>(ring.keys());
    keys.remove(number);
    return new KeyRing(ring.active(), keys);
  }

  static KeyRing signingWith(KeyRing ring, int number) {
    return new KeyRing(number, ring.keys());
  }

  /** The line of the active key comes after {@code auth}, as C wants it (wire.md 12.3). */
  static byte[] text(KeyRing ring) {
    return ("auth " + ring.active() + "\n" + new TreeMap<>(ring.keys()).entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().algorithm().word()
            + (entry.getValue().secret().length() == 0 ? ""
                : " " + new String(entry.getValue().secret().toArray(), StandardCharsets.ISO_8859_1)) + "\n")
        .collect(Collectors.joining())).getBytes(StandardCharsets.ISO_8859_1);
  }
}
