package org.linuxha.heartbeat.notation;

import java.util.Optional;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;
import org.linuxha.heartbeat.notation.Finding.Kind;

/** What is to be said of one line of ha.cf, apart from all others. */
record Advice(Kind kind, String text) {
  private static final int PROGRAM = 1;
  private static final int TTL = 3;

  static Optional<Advice> about(Line line) {
    return Optional.ofNullable(of(line));
  }

  private static Advice of(Line line) {
    return switch (line.directive()) {
      case "use_apphbd" -> obsolete("apphbd is gone; leave the line out.");
      case "crmd_spawns_pengine" -> obsolete("It was for the first Pacemakers; leave the line out.");
      case "memreserve" -> obsolete("The memory of this daemon is set by its launcher.");
      case "pacemaker" -> line.written().equals("crm") ? obsolete("crm is the old name of pacemaker.") : null;
      case "respawn" -> respawn(line);
      case "failfast" -> dangerous("The death of this program reboots the machine.");
      case "stonith_host" -> dangerous("Its arguments may be a password, in a file that is often readable by all.");
      case "traditional_compression" ->
          off(line) ? null : dangerous("Whole messages are compressed: a node that reads only fields understands none.");
      case "autojoin" -> line.last().equalsIgnoreCase("none") ? null
          : dangerous("A node that is not listed may join: only the key keeps strangers out, and a lost node is forgotten.");
      case "mcast", "mcast6" -> HaCfLines.number(line.words().get(TTL)) > 1
          ? dangerous("Packets leave this network: a TTL of 1 keeps them in.") : null;
      case "log_badpack" -> off(line) ? dangerous("Nobody is told of packets with a wrong signature.") : null;
      case "compression" -> line.last().equals("bz2") ? obsolete("zlib is faster, and all nodes understand it.") : null;
      case "hbgenmethod" -> line.last().equals("time")
          ? dangerous("A clock that goes back makes the generation smaller: peers then ignore this node.") : null;
      case "apiauth" -> line.words().get(0).equals("default")
          ? dangerous("Every client program without a line of its own may sign on under it.") : null;
      case "debug" -> HaCfLines.number(line.last()) > 1 ? dangerous("Every message goes into the log, which fills the disk.") : null;
      default -> null;
    };
  }

  private static Advice respawn(Line line) {
    if (line.words().get(PROGRAM).endsWith("/ccm")) {
      return obsolete("ccm is part of this daemon; C nodes still need the line.");
    }
    return line.words().get(0).equals("root") ? dangerous("The program runs as root.") : null;
  }

  private static boolean off(Line line) {
    return line.last().matches("(?i)off|no|false|n|0");
  }

  private static Advice obsolete(String text) {
    return new Advice(Kind.OBSOLETE, text);
  }

  private static Advice dangerous(String text) {
    return new Advice(Kind.DANGEROUS, text);
  }
}
