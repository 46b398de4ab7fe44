package org.linuxha.heartbeat.interop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What each node of a whole, idle cluster costs: processor, memory, packets. */
final class ViewsCost {
  private static final Duration IDLE = Duration.ofSeconds(15);

  private ViewsCost() {}

  static void measure(Hosts hosts, String cluster, ViewsTable table) {
    int nodes = hosts.all().size();
    long ticks = FootprintBench.ticks(hosts);
    long sent = packets(hosts, "tx");
    long received = packets(hosts, "rx");
    long begun = System.nanoTime();
    LockSupport.parkNanos(IDLE.toNanos());
    double nodeSeconds = (System.nanoTime() - begun) / 1e9 * nodes;
    table.cost(cluster, (FootprintBench.ticks(hosts) - ticks) / nodeSeconds,
        hosts.all().stream().mapToLong(FootprintBench::kib).average().orElseThrow() / 1024,
        (packets(hosts, "tx") - sent) / nodeSeconds, (packets(hosts, "rx") - received) / nodeSeconds);
  }

  private static long packets(Hosts hosts, String direction) {
    return hosts.all().stream().mapToLong(host -> Long.parseLong(
        host.sh("cat /sys/class/net/eth0/statistics/" + direction + "_packets").orFail().out().strip())).sum();
  }
}
