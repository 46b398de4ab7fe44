# Shared by the hb_ scripts: messages to the daemon of this machine through its FIFO. To be sourced.

# where the state directory is not the usual one the installation says so
hb_places=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../../lib/places
[ ! -r "$hb_places" ] || . "$hb_places"
HB_FIFO=${HA_FIFO:-${HB_STATE_DIR:-/var/lib/heartbeat}/fifo}
HB_FIFO_LIMIT=5

# hb_wrong TEXT...: wrong use, as C's scripts end.
hb_wrong() {
  printf '%s\n' "$@"
  exit 1
}

# hb_write FIELD=VALUE...: one message. It never waits for a daemon that is not there, and makes no file.
hb_write() {
  local text='>>>' field
  for field in "$@"; do
    case $field in
      *$'\n'*)
        echo "${0##*/}: a name or value has a line end in it" >&2
        exit 1
        ;;
    esac
    text+=$'\n'$field
  done
  if [ -p "$HB_FIFO" ] && [ ! -w "$HB_FIFO" ]; then
    echo "${0##*/}: no permission to write to $HB_FIFO; be root" >&2
    exit 4
  elif [ -e "$HB_FIFO" ] && [ ! -p "$HB_FIFO" ]; then
    # somebody wants to see what would be sent
    printf '%s\n<<<\n' "$text" >> "$HB_FIFO"
  elif ! [ -p "$HB_FIFO" ] \
    || ! timeout "$HB_FIFO_LIMIT" sh -c 'printf "%s\n<<<\n" "$1" > "$2"' fifo "$text" "$HB_FIFO"; then
    echo "${0##*/}: no daemon reads $HB_FIFO; start it first: heartbeat" >&2
    exit 3
  fi
}

# hb_resources WORD...: sets $resources from the one optional word of hb_standby and hb_takeover.
hb_resources() {
  local usage=("usage:" "$0 [all|foreign|local|failback]")
  [ $# -le 1 ] || hb_wrong "$0: too many arguments" "${usage[@]}"
  resources=${1-all}
  case $resources in
    all | foreign | local | failback) ;;
    --help) hb_wrong "${usage[@]}" ;;
    *) hb_wrong "$0: wrong resources($resources)." "${usage[@]}" ;;
  esac
}
