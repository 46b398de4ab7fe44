package org.linuxha.heartbeat.message;

import java.util.Arrays;
import java.util.List;

/**
 * The field names that nearly every message bears, one object each: reading a packet makes no text of them,
 * and comparing them ends at once.
 */
final class KnownNames {
  private static final List<String> NAMES =
      List.of(
          Fields.TYPE, Fields.STATUS, Fields.DEADTIME, Fields.PROTOCOL, Fields.DESTINATION, Fields.DESTINATION_UUID,
          Fields.SOURCE, Fields.SOURCE_UUID, Fields.SEQUENCE, Fields.GENERATION, Fields.TIME, Fields.LOAD, Fields.TTL,
          Fields.AUTH, Fields.INFO, Fields.FROM_ID, Fields.TO_ID, Fields.CLIENT_GENERATION, Fields.ACKNOWLEDGED,
          Fields.ORDER_SEQUENCE);

  /** So many that no two of them share a place by {@link #place}, or few do. */
  private static final int PLACES = 128;

  private static final String[][] TABLE = new String[PLACES][];

  static {
    for (String name : NAMES) {
      byte[] octets = ByteText.bytes(name);
      int place = place(octets, 0, octets.length);
      String[] before = TABLE[place] == null ? new String[0] : TABLE[place];
      String[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = name;
      TABLE[place] = after;
    }
  }

  private KnownNames() {}

  private static int place(byte[] octets, int from, int to) {
    return (octets[from] * 31 + octets[to - 1] * 7 + (to - from)) & PLACES - 1;
  }

  /** The name in these bytes, or null if it is none of them. */
  static String find(byte[] octets, int from, int to) {
    String[] candidates = to > from ? TABLE[place(octets, from, to)] : null;
    if (candidates != null) {
      for (String name : candidates) {
        if (isIn(name, octets, from, to)) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean isIn(String name, byte[] octets, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != octets[from + i]) {
        return false;
      }
    }
    return true;
  }
}
