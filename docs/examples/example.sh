#!/bin/sh
# Heartbeat from a shell: usage: example.sh nodes | watch | send TEXT | receive
set -eu
socket=${HEARTBEAT_SOCKET:-/run/heartbeat/api.sock}
api=http://hb/api/v1
ask() { curl --silent --show-error --fail-with-body --no-buffer --unix-socket "$socket" "$@"; }

case ${1:-} in
  nodes) ask "$api/nodes" ;;
  watch) ask "$api/events" ;;
  send)
    # a text in JSON: backslash and quote need a backslash
    text=$(printf %s "$2" | sed 's/[\\"]/\\&/g')
    ask -H 'Content-Type: application/json' \
      --data "{\"to\": \"all\", \"service\": \"example\", \"fields\": {\"text\": \"$text\"}}" "$api/messages"
    ;;
  receive) ask "$api/messages?service=example" ;;
  *) sed -n '2s/^# //p' "$0" >&2; exit 2 ;;
esac
