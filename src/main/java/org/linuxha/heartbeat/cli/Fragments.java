package org.linuxha.heartbeat.cli;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Puts the fragments of IP packets together again; forgets the oldest of too many unfinished ones. */
final class Fragments {
  private static final int MAX_UNFINISHED = 64;
  private static final int MAX_PACKET = 65_535;

  /** By source, destination, protocol and identification; each part by its offset. */
  private final Map<String, TreeMap<Integer, byte[]>> unfinished =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TreeMap<Integer, byte[]>> eldest) {
          return size() > MAX_UNFINISHED;
        }
      };

  /** The whole content if this part makes it complete, else null. */
  byte[] add(String key, int offset, boolean last, byte[] content) {
    if (offset + content.length > MAX_PACKET) {
      return null;
    }
    TreeMap<Integer, byte[]> parts = unfinished.computeIfAbsent(key, fresh -> new TreeMap<>());
    if (content.length > 0) {
      parts.put(offset, content);
    }
    if (last) {
      // an empty part marks the end; its place tells the whole length
      parts.putIfAbsent(offset + content.length, new byte[0]);
    }
    int expected = 0;
    for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
      if (part.getKey() != expected) {
        return null;
      }
      expected += part.getValue().length;
    }
    if (parts.lastEntry().getValue().length != 0) {
      return null;
    }
    unfinished.remove(key);
    ByteBuffer whole = ByteBuffer.allocate(expected);
    parts.values().forEach(whole::put);
    return whole.array();
  }
}
