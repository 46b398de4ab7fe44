package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.OptionalInt;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.problem.Code;

/**
 * {@code ucast6 IF ADDR6}: a literal unicast address, its scope none or that interface (wire.md
 * 12.2).
 */
final class Ucast6Directive {
  private Ucast6Directive() {}

  static void read(Entry entry) throws Refusal {
    List<String> words = entry.words();
    String device = words.isEmpty() ? "" : words.get(0);
    if (words.size() < 2) {
      throw new Refusal(Code.MEDIUM_INCOMPLETE,
          "ucast6 [" + Statement.printable(device) + "] missing ucast6 address");
    }
    String[] parts = words.get(1).split("%", 2);
    String literal = parts[0];
    String address =
        IpText.looksLikeIpv6(literal) ? entry.environment().resolveIpv6(literal) : null;
    if (address == null || IpText.isIpv6Group(literal)
        || IpText.isUnspecifiedOrLoopback(literal)) {
      throw new Refusal(Code.MEDIUM_ADDRESS_INVALID, "ucast6 [" + Statement.printable(device)
          + "] bad addr [" + Statement.printable(words.get(1)) + "]");
    }
    if (parts.length == 2) {
      checkScope(entry, device, literal, parts[1]);
    }
    MediaDirectives.notReady(entry, entry.environment().deviceProblem(device), device);
    entry.draft().media.add(new Medium.Ucast6(device, address, entry.draft().port()));
  }

  private static void checkScope(Entry entry, String device, String literal, String scope)
      throws Refusal {
    OptionalInt index = entry.environment().deviceIndex(device);
    boolean same = scope.equals(device)
        || (index.isPresent() && scope.equals(Integer.toString(index.getAsInt())));
    if (!same || !IpText.isLinkLocal(literal)) {
      throw new Refusal(Code.MEDIUM_ADDRESS_INVALID, "ucast6: scope id ["
          + Statement.printable(scope) + "] does not match device " + Statement.printable(device)
          + " or the address is not link-local");
    }
  }
}
