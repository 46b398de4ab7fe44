package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Messages and identity". */
final class GuideMessages {
  static final String TITLE = "Messages and identity";

  private GuideMessages() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("msgfmt", "",
            "`classic`, `netstring`",
            "`classic`",
            "leave it; both are understood",
            "no"),
        new Guidance("compression", "",
            "`zlib`, `bz2`",
            "`zlib`",
            "all nodes understand both",
            "C goes on with the algorithm that it received last"),
        new Guidance("compression_threshold", "N",
            "KiB above 0",
            "`2`",
            "leave it",
            "no"),
        new Guidance("traditional_compression", "",
            "boolean: compress whole messages",
            "`no`",
            "no",
            "C never sends a message of more than a datagram without it; here such a one is "
                + "compressed all the same"),
        new Guidance("max_rexmit_delay", "N",
            "ms above 0: the pace of requests for missed messages",
            "`250`",
            "leave it",
            "no"),
        new Guidance("uuidfrom", "",
            "`file`, `nodename`",
            "`file`",
            "`nodename` for machines without a disk of their own",
            "no"),
        new Guidance("hbgenmethod", "",
            "`file`, `time`",
            "`file`",
            "`time` only where /var/lib/heartbeat is lost at a reboot and the clock never goes back",
            "no"));
  }
}
