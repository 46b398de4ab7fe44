package org.linuxha.heartbeat.cli;

import java.util.Base64;

/**
 * What a node does in one stage of a rotation: the new authkeys is written beside the old one and verified; it says
 * {@value #READY} and waits for {@code go}; then, in one go, renames, tells the daemon, and confirms. Without {@code go} nothing
 * has changed. The file comes by standard input: no key is an argument of any program.
 */
final class KeyScript {
  static final String READY = "hb-keys: ready";
  static final String MOVED = "hb-keys: moved";
  static final String OURS = "hb-keys: confirmed ours";
  static final String C = "hb-keys: confirmed C";
  static final String OFF = "hb-keys: off";

  private KeyScript() {}

  /**
   * @param check arguments of {@code hb keys check} that the daemon has to satisfy afterwards
   * @param mayBeOff true if no daemon need run there: then the file is only put in its place
   */
  static String of(String configDirectory, byte[] authkeys, String hb, String check, boolean mayBeOff) {
    return "dir=" + quoted(configDirectory) + "\nhb=" + quoted(hb) + "\ncheck=" + quoted(check) + "\noff=" + (mayBeOff ? "yes" : "no")
        + "\nwant=" + Base64.getEncoder().encodeToString(authkeys) + "\n" + """
        fail() { rm -f "$new"; echo "$1" | tr '\\n' ' '; echo; exit 1; }
        reread() { grep -c 'ereading authentication file' "$log" 2> /dev/null || true; }
        confirm_ours() {
          for i in 1 2 3 4 5 6; do
            said=$("$hb" keys check $check 2>&1)
            case $? in 0) return 0 ;; 3) fail 'the daemon has ended' ;; esac
            sleep 0.5
          done
          fail "the daemon has not taken the keys: $said"
        }
        confirm_c() {
          # it compares times of whole seconds, and ends if it does not like the file
          sleep 1
          kill -0 "$pid" 2> /dev/null || fail "the daemon has ended"
          [ -n "$log" ] || return 0
          for i in 1 2 3 4 5 6 7 8; do
            [ "$(reread)" = "$before" ] || return 0
            sleep 0.5
          done
          fail "the C daemon does not say in $log that it has read authkeys"
        }
        main() {
          umask 077
          new=$dir/.hb-keys.$$
          trap 'fail stopped' HUP INT TERM PIPE
          pid=$(cat /run/heartbeat.pid 2> /dev/null) && kill -0 "$pid" 2> /dev/null || pid=
          [ -n "$pid" ] || [ $off = yes ] || fail "no daemon runs there"
          ours=no
          if [ -n "$pid" ]; then
            "$hb" keys check > /dev/null 2>&1
            case $? in
              0) ours=yes ;;
              *) [ ! -S /run/heartbeat/api.sock ] || fail "cannot ask the daemon there: $hb is missing (--hb names it), older, or may not"
            esac
          fi
          log=$(sed -n 's/^[[:space:]]*logfile[[:space:]][[:space:]]*\\([^[:space:]]*\\).*/\\1/p' "$dir/ha.cf" 2> /dev/null | tail -n 1)
          [ -r "$log" ] || log=
          before=$(reread)
          printf %s "$want" | base64 -d > "$new" || fail "cannot write to $dir"
          chmod 600 "$new"
          [ "$(base64 < "$new" | tr -d '\\n')" = "$want" ] && [ "$(stat -c %a "$new")" = 600 ] || fail "what was written to $dir is not what was sent"
          sync "$new" 2> /dev/null || sync
          echo 'hb-keys: ready'
          read -r go
          [ "$go" = go ] || fail "stopped in time: nothing has changed there"
          trap '' HUP INT TERM PIPE
          mv -f "$new" "$dir/authkeys" || fail "cannot rename authkeys"
          if [ -z "$pid" ]; then echo 'hb-keys: off'; return; fi
          kill -HUP "$pid" || fail "the daemon has ended"
          echo 'hb-keys: moved'
          if [ $ours = yes ]; then confirm_ours && echo 'hb-keys: confirmed ours'
          else confirm_c && echo 'hb-keys: confirmed C'
          fi
        }
        main
        """;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
