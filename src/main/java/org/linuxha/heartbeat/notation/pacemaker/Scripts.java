package org.linuxha.heartbeat.notation.pacemaker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which agent does what a word of haresources did. The scripts of {@code /etc/ha.d/resource.d} that come with Debian's
 * resource-agents hand their arguments to an OCF agent of the same name; the table has the parameters in the order of the
 * arguments. Everything else is a script of the administrator's.
 */
final class Scripts {
  private static final Map<String, List<String>> WRAPPERS = Map.ofEntries(
      Map.entry("Delay", List.of("startdelay", "stopdelay")),
      Map.entry("Filesystem", List.of("device", "directory", "fstype", "options")),
      Map.entry("ICP", List.of("driveid", "device")),
      Map.entry("IPsrcaddr", List.of("ipaddress")),
      Map.entry("LinuxSCSI", List.of("scsi")),
      Map.entry("LVM", List.of("volgrpname")),
      Map.entry("MailTo", List.of("email", "subject")),
      Map.entry("Raid1", List.of("raidconf", "raiddev")),
      Map.entry("ServeRAID", List.of("serveraid", "mergegroup")),
      Map.entry("Xinetd", List.of("service")),
      Map.entry("apache", List.of("configfile")),
      Map.entry("db2", List.of("instance")),
      Map.entry("portblock", List.of("protocol", "portno", "action")));

  /** The wrappers that refuse to work with fewer arguments. */
  private static final Map<String, Integer> NEEDED = Map.of(
      "Filesystem", 2, "IPsrcaddr", 1, "LVM", 1, "MailTo", 1, "portblock", 3, "Xinetd", 1, "db2", 1, "LinuxSCSI", 1);

  /** Scripts of that directory that have no OCF agent with the same parameters: never mistaken for init scripts. */
  private static final Set<String> HEARTBEAT_STYLE = Set.of("AudibleAlarm", "IPv6addr", "OCF", "SendArp", "WAS", "WinPopup", "drbddisk", "ids");

  private Scripts() {}

  /**
   * What a word becomes.
   *
   * @param note what to know about it; empty if it is the same
   * @param known false if no agent has its parameters and the bridge runs the script as it is
   */
  record Mapped(String standard, String provider, String type, Map<String, String> parameters, String note, boolean known) {}

  static Mapped of(String word) {
    String[] parts = word.split("::", -1);
    String name = parts[0];
    List<String> arguments = List.of(parts).subList(1, parts.length);
    if (Address.looksLike(name) && arguments.isEmpty()) {
      return Address.of(name).map(parameters -> ocf("IPaddr2", parameters)).orElseGet(() -> bridge(word));
    }
    if ((name.equals("IPaddr") || name.equals("IPaddr2")) && arguments.size() == 1) {
      return Address.of(arguments.get(0)).map(parameters -> ocf("IPaddr2", parameters)).orElseGet(() -> bridge(word));
    }
    if (name.equals("IPv6addr") && !arguments.isEmpty()) {
      return Address.six(word.substring(name.length() + 2))
          .map(parameters -> ocf("IPaddr2", parameters)).orElseGet(() -> bridge(word));
    }
    List<String> names = WRAPPERS.get(name);
    if (names != null && arguments.size() <= names.size() && arguments.size() >= NEEDED.getOrDefault(name, 0)) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        if (!arguments.get(i).isEmpty()) {
          parameters.put(names.get(i), arguments.get(i));
        }
      }
      return ocf(name, parameters);
    }
    if (arguments.isEmpty() && name.matches("[A-Za-z0-9_.-]+") && names == null && !HEARTBEAT_STYLE.contains(name)) {
      return new Mapped("lsb", "", name, Map.of(),
          "Where it has a systemd unit only, and no script in /etc/init.d, write systemd:" + name + ".", true);
    }
    return bridge(word);
  }

  private static Mapped ocf(String type, Map<String, String> parameters) {
    return new Mapped("ocf", "heartbeat", type, parameters, "", true);
  }

  /** Our agent that calls a heartbeat-style script with the arguments of haresources. */
  private static Mapped bridge(String word) {
    String note = word.startsWith("drbddisk") ? " ocf:linbit:drbd as a promotable clone does more." : "";
    return new Mapped("ocf", "linuxha", "haresource", Map.of("resource", word),
        "The script is called as haresources called it; the agent ocf:linuxha:haresource must be on every node." + note, false);
  }

  /** {@code address[/bits[/interface[:label]][/broadcast]]}. */
  static final class Address {
    private Address() {}

    static boolean looksLike(String word) {
      return word.matches("\\d{1,3}(\\.\\d{1,3}){3}(/.*)?");
    }

    static Optional<Map<String, String>> of(String text) {
      List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
      parts.removeIf(String::isEmpty);
      if (parts.isEmpty() || !looksLike(parts.get(0)) || parts.size() > 4) {
        return Optional.empty();
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("ip", parts.get(0));
      if (parts.size() > 1) {
        parameters.put("cidr_netmask", bits(parts.get(1)));
      }
      for (String part : parts.subList(Math.min(2, parts.size()), parts.size())) {
        if (looksLike(part)) {
          parameters.put("broadcast", part);
        } else {
          device(part, parameters);
        }
      }
      return Optional.of(parameters);
    }

    static Optional<Map<String, String>> six(String text) {
      String[] parts = text.split("/");
      if (!parts[0].matches("[0-9A-Fa-f:.]+") || parts.length > 3) {
        return Optional.empty();
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("ip", parts[0]);
      if (parts.length > 1) {
        parameters.put("cidr_netmask", parts[1]);
      }
      if (parts.length > 2) {
        device(parts[2], parameters);
      }
      return Optional.of(parameters);
    }

    private static void device(String word, Map<String, String> parameters) {
      int colon = word.indexOf(':');
      parameters.put("nic", colon < 0 ? word : word.substring(0, colon));
      if (colon >= 0) {
        parameters.put("iflabel", word.substring(colon + 1));
      }
    }

    /** 255.255.255.0 as 24. */
    private static String bits(String mask) {
      if (!looksLike(mask)) {
        return mask;
      }
      int bits = 0;
      for (String octet : mask.split("\\.")) {
        bits += Integer.bitCount(Integer.parseInt(octet));
      }
      return Integer.toString(bits);
    }
  }
}
