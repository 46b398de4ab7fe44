package org.linuxha.heartbeat.config.hacf;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said about a literal address from its text alone. */
final class IpText {
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern LITERAL6 =
      Pattern.compile("[0-9A-Fa-f:]+(\\d+\\.\\d+\\.\\d+\\.\\d+)?");

  private IpText() {}

  /** True for 224.0.0.0 to 239.255.255.255, written out. */
  static boolean isIpv4Group(String text) {
    Matcher matcher = DOTTED.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 1; i <= 4; i++) {
      if (Integer.parseInt(matcher.group(i)) > 255) {
        return false;
      }
    }
    int first = Integer.parseInt(matcher.group(1));
    return first >= 224 && first <= 239;
  }

  /** True if that may be a literal IPv6 address; whether it is one the environment knows. */
  static boolean looksLikeIpv6(String text) {
    return text.indexOf(':') >= 0 && LITERAL6.matcher(text).matches();
  }

  static boolean isIpv6Group(String text) {
    return text.length() > 4 && text.charAt(4) == ':'
        && text.substring(0, 2).equalsIgnoreCase("ff");
  }

  /** fe80::/10: the only addresses whose meaning depends on a scope. */
  static boolean isLinkLocal(String text) {
    return text.toLowerCase(Locale.ROOT).matches("fe[89ab][0-9a-f]:.*");
  }

  /** :: or ::1 in any spelling. */
  static boolean isUnspecifiedOrLoopback(String text) {
    return text.matches("[0:]+1?");
  }
}
