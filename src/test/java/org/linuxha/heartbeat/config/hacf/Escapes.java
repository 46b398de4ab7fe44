package org.linuxha.heartbeat.config.hacf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How tables of tests spell bytes: the escapes of Java, and {@code \\xNN}. */
public final class Escapes {
  private static final Pattern HEX = Pattern.compile("\\\\x([0-9a-f]{2})");

  private Escapes() {}

  /** That text with its escapes replaced, a char a byte. */
  public static String read(String text) {
    Matcher hex = HEX.matcher(text);
    return hex.replaceAll(m -> Matcher.quoteReplacement(
        Character.toString(Integer.parseInt(m.group(1), 16)))).translateEscapes();
  }
}
