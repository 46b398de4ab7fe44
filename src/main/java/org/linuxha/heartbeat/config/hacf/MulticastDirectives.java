package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.problem.Code;

/**
 * {@code mcast IF GROUP PORT TTL LOOP} and {@code mcast6 IF GROUP PORT HOPS LOOP} (wire.md 12.2).
 */
final class MulticastDirectives {
  /** The largest that C Heartbeat 3.0.6 takes: 5 is its "bad ttl [5]". */
  static final int HIGHEST_TTL_OF_C = 4;

  private MulticastDirectives() {}

  static void mcast(Entry entry) throws Refusal {
    Arguments a = Arguments.of(entry, "mcast", "ttl");
    if (!IpText.isIpv4Group(a.group)) {
      throw a.badAddress();
    }
    MediaDirectives.notReady(entry, entry.environment().deviceProblem(a.device), a.device);
    entry.draft().media.add(new Medium.Mcast(a.device, a.group, a.port, a.hops, a.loop));
  }

  static void mcast6(Entry entry) throws Refusal {
    Arguments a = Arguments.of(entry, "mcast6", "hops");
    String group = IpText.looksLikeIpv6(a.group) && IpText.isIpv6Group(a.group)
        ? entry.environment().resolveIpv6(a.group) : null;
    if (group == null) {
      throw a.badAddress();
    }
    MediaDirectives.notReady(entry, entry.environment().deviceProblem(a.device), a.device);
    entry.draft().media.add(new Medium.Mcast6(a.device, group, a.port, a.hops, a.loop));
  }

  /** The five words, the last three as numbers. */
  private record Arguments(
      String kind, String device, String group, int port, int hops, boolean loop) {

    static Arguments of(Entry entry, String kind, String hopsWord) throws Refusal {
      List<String> words = entry.words();
      String device = words.isEmpty() ? "" : words.get(0);
      String where = kind + " [" + Statement.printable(device) + "]";
      List<String> names =
          List.of("interface", kind + " address", "port", hopsWord, "loop");
      if (words.size() < names.size()) {
        throw new Refusal(Code.MEDIUM_INCOMPLETE, where + " missing " + names.get(words.size()));
      }
      int port = entry.number(words.get(2), 1, 65535, Code.PORT_INVALID,
          where + " bad port [" + Statement.printable(words.get(2)) + "]");
      int hops = entry.number(words.get(3), 0, 255, Code.TTL_INVALID,
          where + " bad " + hopsWord + " [" + Statement.printable(words.get(3)) + "]");
      if (hops > HIGHEST_TTL_OF_C) {
        entry.warn(Code.REFUSED_BY_C,
            "C Heartbeat says 'bad " + hopsWord + " [" + hops + "]': it takes 0 to "
                + HIGHEST_TTL_OF_C);
      }
      int loop = entry.number(words.get(4), 0, 1, Code.LOOP_INVALID,
          where + " bad loop [" + Statement.printable(words.get(4)) + "]");
      return new Arguments(kind, device, words.get(1), port, hops, loop == 1);
    }

    Refusal badAddress() {
      return new Refusal(Code.MEDIUM_ADDRESS_INVALID, kind + " [" + Statement.printable(device)
          + "] bad addr [" + Statement.printable(group) + "]");
    }
  }
}
