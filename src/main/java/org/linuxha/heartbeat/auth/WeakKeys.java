package org.linuxha.heartbeat.auth;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * What is to be said of keys that are valid and protect little. The daemon starts with them, as C Heartbeat does;
 * whoever asks is told. No text contains a key.
 */
public final class WeakKeys {
  /** Characters; hexadecimal digits of this number are 64 bits. */
  public static final int SHORTEST = 16;

  private WeakKeys() {}

  /**
   * Of the key that we sign with.
   *
   * @param place of the file, for people
   */
  public static List<Problem> of(KeyRing ring, String place) {
    List<Problem> problems = new ArrayList<>();
    KeyRing.Key key = ring.activeKey();
    String which = "Key " + ring.active() + ", which this node signs with, ";
    if (key.algorithm() == Algorithm.CRC) {
      problems.add(new Problem(Code.KEY_IS_CHECKSUM, place, which + "is a checksum: crc proves nothing."));
    } else if (key.secret().length() < SHORTEST) {
      problems.add(new Problem(Code.KEY_SHORT, place,
          which + "has fewer than " + SHORTEST + " characters: it can be found by trying."));
    }
    if (key.algorithm() == Algorithm.MD5) {
      problems.add(new Problem(Code.KEY_METHOD_OLD, place, which + "is md5, the weaker method."));
    }
    return problems;
  }
}
