package org.linuxha.heartbeat.config.hacf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the tables of configurations spell files: below a base, with escapes. */
public final class TableText {
  /** Three lines with which every further line can stand. */
  public static final String BASE = "node alice\nbcast eth0\nauto_failback on\n";

  private static final Pattern HEX = Pattern.compile("\\\\x([0-9a-f]{2})");

  private TableText() {}

  /**
   * The ha.cf that an entry of config/directives.txt stands for: these lines below the base, where
   * they begin at line 4, or alone if they begin with an exclamation mark.
   */
  public static String haCf(String lines) {
    String text = unescape(lines);
    return text.startsWith("!") ? text.substring(1) : BASE + text;
  }

  /** That text with the escapes of Java, and an x with two hexadecimal digits, made to bytes. */
  public static String unescape(String text) {
    Matcher hex = HEX.matcher(text);
    return hex.replaceAll(m -> Matcher.quoteReplacement(
        Character.toString(Integer.parseInt(m.group(1), 16)))).translateEscapes();
  }
}
