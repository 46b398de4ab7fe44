package org.linuxha.heartbeat.membership;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The name of a group that agreed: 14 characters from '!' to '~', drawn anew for each completed
 * transition (ccm.md 5.5). Messages of a foreign group are known by it. The empty cookie belongs to
 * nobody: a node outside any group has it.
 */
public record Cookie(String text) {
  public static final Cookie NONE = new Cookie("");
  private static final int LENGTH = 14;
  /** C compares at most this many characters. */
  private static final int COMPARED = 15;

  public Cookie {
    Objects.requireNonNull(text);
    if (text.length() > COMPARED) {
      text = text.substring(0, COMPARED);
    }
  }

  /** A fresh cookie. */
  static Cookie draw(RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append((char) random.nextInt('!', '~' + 1));
    }
    return new Cookie(text.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
