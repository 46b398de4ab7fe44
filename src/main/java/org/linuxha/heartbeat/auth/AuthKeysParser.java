package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.auth.KeyRing.Key;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Reads authkeys (wire.md 12.3) as the C daemon does, line by line and in order: a key line makes
 * its key the active one if the last {@code auth} line before it named its number. Finds every
 * error in one go. No message contains a key, nor a line, which may be one.
 */
public final class AuthKeysParser {

  /** Bytes of a line, without its newline, that the C daemon reads in one piece. */
  static final int LONGEST_LINE = 5119;

  private static final int HIGHEST_INDEX = 15;

  /**
   * Of these the file of 0644 has 0044: readable by group or others. Write bits are not looked at.
   */
  private static final int READABLE_BY_OTHERS = 0044;

  // As scanf reads them: blanks before a word or number are optional, what follows is ignored.
  private static final Pattern AUTH = Pattern.compile("auth\\s*([+-]?\\d+).*", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile("([+-]?\\d+)\\s*(\\S+)(?:\\s+(\\S+))?.*", Pattern.DOTALL);

  private final String path;
  private final String name;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, Key> keys = new HashMap<>();
  private Integer wanted;
  private Integer active;

  private AuthKeysParser(String path) {
    this.path = path;
    this.name = path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Reads the whole file.
   *
   * @param path of the file, for people
   * @param text its bytes, a char each (ISO 8859-1)
   */
  public static AuthKeys parse(String path, String text) {
    AuthKeysParser parser = new AuthKeysParser(path);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      parser.line(parser.name + ":" + (i + 1), lines[i]);
    }
    return parser.finish();
  }

  /** Why a file of that mode (the permission bits of stat) must not be used, if so. */
  public static Optional<Problem> checkMode(String path, int mode) {
    if ((mode & READABLE_BY_OTHERS) == 0) {
      return Optional.empty();
    }
    return Optional.of(new Problem(Code.AUTHKEYS_READABLE_BY_OTHERS, path,
        "Bad permissions on keyfile [" + path + "], 600 recommended. Its mode is "
            + String.format("%04o", mode & 07777) + "."));
  }

  private void line(String place, String raw) {
    if (raw.length() > LONGEST_LINE) {
      report(Code.KEY_LINE_TOO_LONG, place,
          "The line has " + raw.length() + " bytes, more than " + LONGEST_LINE + ".");
      return;
    }
    String line = untilNul(raw).stripLeading();
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("a")) {
      authLine(place, line);
    } else {
      keyLine(place, line);
    }
  }

  /** To the C daemon a line ends at a NUL. */
  private static String untilNul(String line) {
    int nul = line.indexOf('\0');
    return nul < 0 ? line : line.substring(0, nul);
  }

  private void authLine(String place, String line) {
    Matcher matcher = AUTH.matcher(line);
    if (!matcher.matches()) {
      report(Code.AUTH_LINE_INVALID, place, "Invalid auth line: it is not 'auth N'.");
      return;
    }
    index(place, matcher.group(1)).ifPresent(index -> wanted = index);
  }

  private void keyLine(String place, String line) {
    Matcher matcher = KEY.matcher(line);
    if (!matcher.matches()) {
      report(Code.KEY_LINE_INVALID, place,
          "Auth line is invalid: it is not 'N METHOD KEY'.");
      return;
    }
    Optional<Integer> index = index(place, matcher.group(1));
    Optional<Algorithm> algorithm = algorithm(place, matcher.group(2));
    if (index.isEmpty() || algorithm.isEmpty()
        || !keyFits(place, algorithm.get(), matcher.group(3))) {
      return;
    }
    put(place, index.get(), algorithm.get(), matcher.group(3));
  }

  private Optional<Integer> index(String place, String digits) {
    // a number of many digits is out of range, whatever it is exactly
    int index = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (index < 0 || index > HIGHEST_INDEX) {
      report(Code.AUTH_INDEX_OUT_OF_RANGE, place,
          "Invalid authnum [" + shown(digits) + "] in " + path + ": numbers are 0 to 15.");
      return Optional.empty();
    }
    return Optional.of(index);
  }

  private Optional<Algorithm> algorithm(String place, String word) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.word().equals(word)) {
        return Optional.of(algorithm);
      }
    }
    // the word is not shown: where the method is forgotten it is the key
    report(Code.KEY_METHOD_UNKNOWN, place,
        "Invalid authtype: the second word is not crc, md5 or sha1.");
    return Optional.empty();
  }

  private boolean keyFits(String place, Algorithm algorithm, String secret) {
    if (algorithm == Algorithm.CRC && secret != null) {
      report(Code.KEY_NOT_USED, place, "Auth method [crc] doesn't use a key.");
      return false;
    }
    if (algorithm != Algorithm.CRC && secret == null) {
      report(Code.KEY_MISSING, place, "Auth method [" + algorithm.word() + "] requires a key.");
      return false;
    }
    return true;
  }

  private void put(String place, int index, Algorithm algorithm, String secret) {
    Bytes bytes =
        secret == null
            ? Bytes.EMPTY
            : Bytes.copyOf(secret.getBytes(StandardCharsets.ISO_8859_1));
    keys.put(index, new Key(algorithm, bytes));
    if (wanted != null && wanted == index) {
      active = index;
    }
    if (secret != null) {
      PublicSecrets.whyKnown(secret).ifPresent(why ->
          report(Code.KEY_IS_NO_SECRET, place, "Key " + index + " is no secret: " + why));
    }
  }

  private AuthKeys finish() {
    if (wanted == null) {
      report(Code.AUTH_LINE_MISSING, name, "Missing auth directive in keyfile [" + path + "].");
    } else if (active == null) {
      report(Code.ACTIVE_KEY_MISSING, name,
          "Auth Key [" + wanted + "] not found in keyfile [" + path + "] below its auth line.");
    } else if (!active.equals(wanted)) {
      report(Code.AUTH_LINE_WITHOUT_EFFECT, name,
          "'auth " + wanted + "' has no line of key " + wanted
              + " below it: key " + active + " stays active.");
    }
    return new AuthKeys(
        AuthKeys.hasError(problems) ? Optional.empty() : Optional.of(new KeyRing(active, keys)),
        problems);
  }

  private static String shown(String digits) {
    return digits.length() > 9 ? digits.substring(0, 9) + "..." : digits;
  }

  private void report(Code code, String place, String text) {
    problems.add(new Problem(code, place, text));
  }
}
