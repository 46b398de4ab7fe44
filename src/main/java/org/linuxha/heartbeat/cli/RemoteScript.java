package org.linuxha.heartbeat.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a node is told to do with the files of its cluster: one script for {@code sh -s}, the files inside. It comes by
 * standard input, so no secret is ever an argument; it is one function that its last line calls, so a script that arrives
 * in part does nothing.
 */
final class RemoteScript {
  /** What the script ends with when all is well, and what {@link #of} makes the far side print. */
  static final String DONE = "hb-propagate: done";

  private static final int LINE = 76;

  private RemoteScript() {}

  /** @param mode permissions, octal, as {@code stat -c %a} says them */
  record Item(String name, String mode, byte[] content) {
    String sum() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  /** A script that only says {@code same NAME}, {@code differs NAME} or {@code missing NAME}. */
  static String compare(String directory, List<Item> items) {
    StringBuilder text = new StringBuilder("main() {\n");
    for (Item item : items) {
      String path = quoted(directory + "/" + item.name());
      text.append("  if [ ! -e ").append(path).append(" ]; then echo missing ").append(item.name())
          .append("\n  elif [ \"$(sha256sum < ").append(path).append(")\" = '").append(item.sum())
          .append("  -' ] && [ \"$(stat -c %a ").append(path).append(")\" = ").append(item.mode()).append(" ]; then echo same ")
          .append(item.name()).append("\n  else echo differs ").append(item.name()).append("\n  fi\n");
    }
    return text.append("  echo '").append(DONE).append("'\n}\nmain\n").toString();
  }

  /**
   * A script that writes all files beside their places, verifies each, renames them when all are right, verifies again, and
   * enables the service unless it is empty.
   */
  static String of(String directory, List<Item> items, String service) {
    StringBuilder text = new StringBuilder("""
        fail() { rm -f "$dir"/.hb-propagate.*.$$; echo "$1"; exit 1; }
        verify() {
          [ "$(sha256sum < "$1")" = "$2  -" ] || fail "the checksum of $1 is wrong"
          [ "$(stat -c %a "$1")" = "$3" ] || fail "the mode of $1 is not $3"
        }
        stage() {
          base64 -d > "$dir/.hb-propagate.$1.$$" || fail "cannot write $dir/.hb-propagate.$1.$$"
          chmod "$2" "$dir/.hb-propagate.$1.$$" || fail "cannot set the mode of $1"
          verify "$dir/.hb-propagate.$1.$$" "$3" "$2"
        }
        enable() {
          if [ -d /run/systemd/system ] && command -v systemctl > /dev/null; then by=systemd; said=$(systemctl enable "$1" 2>&1)
          elif command -v chkconfig > /dev/null; then by=chkconfig; said=$(chkconfig "$1" on 2>&1)
          elif command -v update-rc.d > /dev/null; then by=update-rc.d; said=$(update-rc.d "$1" defaults 2>&1)
          else by=nothing; said="there is no systemd, chkconfig or update-rc.d"; false
          fi && echo "enabled $1 by $by" || echo "not enabled: $by: $said" | tr '\\n' ' '
          echo
        }
        main() {
          umask 077
          mkdir -p "$dir" || fail "cannot make $dir"
          chmod go+rx "$dir"
          trap 'fail "stopped"' HUP INT TERM PIPE
        """);
    for (Item item : items) {
      text.append("  stage ").append(item.name()).append(' ').append(item.mode()).append(' ').append(item.sum()).append(" << 'END'\n")
          .append(Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(item.content())).append("\nEND\n");
    }
    // from here to the last rename nothing stops it
    text.append("  sync\n  trap '' HUP INT TERM PIPE\n");
    for (Item item : items) {
      text.append("  mv -f \"$dir/.hb-propagate.").append(item.name()).append(".$$\" \"$dir/").append(item.name())
          .append("\" || fail 'cannot rename ").append(item.name()).append("'\n");
    }
    for (Item item : items) {
      text.append("  verify \"$dir/").append(item.name()).append("\" ").append(item.sum()).append(' ').append(item.mode()).append('\n');
    }
    if (!service.isEmpty()) {
      text.append("  enable ").append(quoted(service)).append('\n');
    }
    return "dir=" + quoted(directory) + "\n" + text.append("  echo '").append(DONE).append("'\n}\nmain\n");
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
