package org.linuxha.heartbeat.interop;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Damage to what one host hears, as nftables rules in its own network: one-way cuts and random
 * loss. Every fault is one-way; what should be deaf in both directions gets a rule on both hosts.
 */
final class Faults {

  private static final String TABLE = "inet fault";

  private final Host host;

  Faults(Host host) {
    this.host = host;
  }

  /** Hears nothing more from {@code other}, on any link. */
  Faults deafTo(Host other) {
    for (int link = 0; link < Host.LINKS; link++) {
      deafTo(other, link);
    }
    return this;
  }

  /** Hears nothing more from {@code other} on one link. */
  Faults deafTo(Host other, int link) {
    rule("iifname eth" + link + " ip saddr " + other.address(link) + " drop");
    rule("iifname eth" + link + " ip6 saddr " + other.address6(link) + " drop");
    return this;
  }

  /** Hears nothing more from any of these, all at once. */
  Faults deafTo(List<Host> others) {
    if (!others.isEmpty()) {
      rule(others.stream().flatMap(other -> IntStream.range(0, Host.LINKS).boxed().flatMap(link -> Stream.of(
          "iifname eth" + link + " ip saddr " + other.address(link) + " drop",
          "iifname eth" + link + " ip6 saddr " + other.address6(link) + " drop")))
          .collect(Collectors.joining(" && nft add rule " + TABLE + " heard ")));
    }
    return this;
  }

  /** Hears nothing at all on one link. */
  Faults deafOn(int link) {
    rule("iifname eth" + link + " drop");
    return this;
  }

  /** Loses this share of all UDP datagrams that arrive, chosen at random. */
  Faults losing(int percent) {
    rule("meta l4proto udp numgen random mod 100 < " + percent + " drop");
    return this;
  }

  /** Hears nothing of these and loses this share of the rest; takes the place of all faults so far, in one step. */
  void exactly(List<Host> deafTo, int losingPercent) {
    String deaf = deafTo.stream().flatMap(other -> IntStream.range(0, Host.LINKS).boxed().flatMap(link -> Stream.of(
        "iifname eth" + link + " ip saddr " + other.address(link) + " drop;",
        "iifname eth" + link + " ip6 saddr " + other.address6(link) + " drop;"))).collect(Collectors.joining(" "));
    String lost = losingPercent == 0 ? "" : " meta l4proto udp numgen random mod 100 < " + losingPercent + " drop;";
    host.sh("echo 'flush ruleset; table " + TABLE + " { chain heard { type filter hook input priority 0; " + deaf + lost
        + " }; }' | nft -f -").orFail();
  }

  /** The end of all faults of this host. */
  void heal() {
    host.exec("nft", "flush", "ruleset").orFail();
  }

  private void rule(String rule) {
    host.sh(
            "nft add table " + TABLE + " && nft add chain " + TABLE
                + " heard '{ type filter hook input priority 0; }' && nft add rule " + TABLE
                + " heard " + rule.replace("<", "'<'"))
        .orFail();
  }
}
