package org.linuxha.heartbeat.message;

/** Decimal lengths from untrusted text. */
final class Digits {
  private Digits() {}

  /** The number written in digits from {@code from} to {@code to}, or -1 if it is none or above {@code limit}. */
  static int parse(CharSequence text, int from, int to, int limit) {
    if (from >= to || to - from > 9) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number > limit ? -1 : number;
  }
}
