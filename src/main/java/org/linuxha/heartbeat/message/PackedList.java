package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** A list of texts in one value: {@code 3:abc,5:de fg,} (wire.md 1.2). */
final class PackedList {
  private PackedList() {}

  static String pack(List<String> texts) {
    StringBuilder packed = new StringBuilder();
    for (String text : texts) {
      packed.append(text.length()).append(':').append(text).append(',');
    }
    return packed.toString();
  }

  static List<String> unpack(String packed, Budget budget) throws MalformedMessage {
    if (packed.length() >= Limits.LIST) {
      throw new MalformedMessage(Reason.LIMIT, "a list of " + packed.length() + " bytes");
    }
    List<String> texts = new ArrayList<>();
    int at = 0;
    while (at < packed.length()) {
      int colon = packed.indexOf(':', at);
      int length = colon < 0 ? -1 : Digits.parse(packed, at, colon, packed.length());
      int end = colon + 1 + length;
      if (length < 0 || end >= packed.length() || packed.charAt(end) != ',') {
        throw new MalformedMessage(Reason.SYNTAX, "a list that is not well formed");
      }
      texts.add(packed.substring(colon + 1, end));
      at = end + 1;
    }
    budget.spend(texts.size());
    return texts;
  }
}
