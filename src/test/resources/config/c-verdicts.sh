#!/bin/bash
# Asks the C daemon about configurations: for each directory of $1 (ha.cf, authkeys, haresources) prints
# its name and 'yes' if the daemon validated it, 'no' if it refused. All daemons run and die in private
# namespaces: nothing outside sees a file, an interface, a packet or a process of theirs.
#
#   unshare -m -n -u -i bash c-verdicts.sh CASES DAEMON
set -u
cases=$1
daemon=$2

mount --make-rprivate /
mount -t tmpfs none /run
mkdir -p /run/heartbeat /run/lock
chown hacluster:haclient /run/heartbeat
mount -t tmpfs none /var/lib/heartbeat
mkdir -p /var/lib/heartbeat/cores/{root,hacluster,nobody}
mount -t tmpfs none /var/log
mount -t tmpfs none /etc/ha.d
printf '127.0.0.1 localhost\n10.9.0.2 bob.example.com\n' > /run/hosts
mount --bind /run/hosts /etc/hosts
hostname alice
ip link set lo up
n=0
for device in eth0 eth2 bond0; do
  ip link add $device type veth peer name peer$n
  ip addr add 10.9.$n.1/24 broadcast + dev $device
  ip link set $device up
  ip link set peer$n up
  n=$((n + 1))
done

# the verdict is out when the daemon says so or ends; the namespace of its processes dies with unshare
verdict() {
  local log=/run/log pid
  rm -f /run/heartbeat.pid
  : > $log
  unshare -p -f --kill-child --mount-proc "$daemon" -f > $log 2>&1 < /dev/null &
  pid=$!
  for _ in $(seq 500); do
    if grep -aq 'Configuration validated' $log; then
      answer=yes
      break
    fi
    if ! kill -0 $pid 2> /dev/null; then
      answer=no
      grep -aq 'Configuration validated' $log && answer=yes
      break
    fi
    sleep 0.02
  done
  kill -9 $pid 2> /dev/null
  wait $pid 2> /dev/null
}

for case in "$cases"/*/; do
  # a hostcache of the case before would name nodes that this one does not
  rm -f /etc/ha.d/* /var/lib/heartbeat/*hostcache
  cp -p "$case"/* /etc/ha.d/
  answer=unclear
  verdict
  echo "$(basename "$case") $answer"
done
