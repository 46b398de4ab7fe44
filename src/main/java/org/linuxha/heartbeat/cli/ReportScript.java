package org.linuxha.heartbeat.cli;

/**
 * What another node is asked for a report: its own {@code hb report --this-node} if it has one, else (a C node) a shell
 * gathers what there is. Keys of authkeys do not leave the node in either case. Standard output is a tar, gzip.
 */
final class ReportScript {
  /** A function that tells what a C daemon says: its version first, then a line a node and link; fails if none runs. */
  static final String C_DAEMON = """
      c_daemon() {
        version=
        for p in /usr/lib*/heartbeat/heartbeat; do
          [ -x "$p" ] && version=$("$p" -V 2> /dev/null | head -n 1) && break
        done
        echo "version: ${version:-unknown}"
        command -v cl_status > /dev/null 2>&1 || return 1
        cl_status hbstatus 2>&1 || return 1
        for n in $(cl_status listnodes 2> /dev/null); do
          echo "$n: $(cl_status nodestatus "$n" 2> /dev/null)"
          for l in $(cl_status listhblinks "$n" 2> /dev/null); do
            echo "$n $l: $(cl_status hblinkstatus "$n" "$l" 2> /dev/null)"
          done
        done
      }
      """;

  private ReportScript() {}

  static String of(String configDirectory, String hb, int logBytes) {
    return "config=" + quoted(configDirectory) + "\nhb=" + quoted(hb) + "\nbytes=" + logBytes + "\n" + C_DAEMON + """
        main() {
          umask 077
          t=$(mktemp -d) || exit 1
          trap 'rm -rf "$t"' EXIT
          trap 'exit 1' HUP INT TERM PIPE
          if command -v "$hb" > /dev/null 2>&1; then
            "$hb" report --this-node --config-dir "$config" --log-bytes "$bytes" --output - > "$t/own" 2> "$t/why"
            case $? in 0 | 1) cat "$t/own"; exit 0 ;; esac
          fi
          mkdir -p "$t/r/config" "$t/r/state" "$t/r/log"
          for f in ha.cf haresources nodeinfo; do
            [ -f "$config/$f" ] && head -c 1048576 "$config/$f" > "$t/r/config/$f"
          done
          [ -f "$config/authkeys" ] && grep -v '^[[:space:]]*#' "$config/authkeys" |
            sed 's/^\\([[:space:]]*[0-9][0-9]*[[:space:]][[:space:]]*[a-z0-9]*[[:space:]][[:space:]]*\\).*/\\1(removed)/' > "$t/r/config/authkeys"
          for f in hb_generation hostcache delhostcache; do
            [ -f /var/lib/heartbeat/$f ] && cp /var/lib/heartbeat/$f "$t/r/state/"
          done
          sed -n 's/^[[:space:]]*\\(logfile\\|debugfile\\)[[:space:]][[:space:]]*\\([^[:space:]]*\\).*/\\2/p' "$config/ha.cf" 2> /dev/null |
          while read -r f; do
            [ -f "$f" ] && tail -c "$bytes" "$f" > "$t/r/log/$(basename "$f")"
          done
          running=false
          if c_daemon > "$t/r/state/cl_status.txt" 2>&1; then running=true; fi
          cat > "$t/r/facts.json" << END
        {"node": "$(uname -n)", "time": "$(date -u +%Y-%m-%dT%H:%M:%SZ)", "zone": "$(date +%z)", "running": $running,
         "versions": {"heartbeat": "$(sed -n '1s/^version: //p' "$t/r/state/cl_status.txt" | tr -d '"\\\\')", "kernel": "$(uname -srm)"},
         "missing": ["what only hb there could tell: $hb is not there, or knows no report"]}
        END
          tar -C "$t/r" -czf - .
        }
        main
        """;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
