package org.linuxha.heartbeat.auth;

/** The text {@code INDEX SPACE DIGEST} of a trailer or an {@code auth=} field (wire.md 2.2). */
public record Signature(int index, String digest) {
  private static final int MAX_DIGEST = 64;

  /** The signature in that text, or null if there is none. */
  public static Signature parse(String text) {
    if (text == null) {
      return null;
    }
    int blank = text.indexOf(' ');
    if (blank < 1 || blank > 2 || text.length() - blank - 1 > MAX_DIGEST || text.length() == blank + 1) {
      return null;
    }
    try {
      int index = Integer.parseInt(text.substring(0, blank));
      return index < 0 || index > 15 ? null : new Signature(index, text.substring(blank + 1));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
