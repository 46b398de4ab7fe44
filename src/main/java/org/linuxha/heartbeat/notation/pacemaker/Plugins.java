package org.linuxha.heartbeat.notation.pacemaker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of cluster-glue's fencing plugins in the order in which stonith_host lists them ({@code stonith -t TYPE -n}). */
final class Plugins {
  private static final Map<String, List<String>> NAMES = Map.ofEntries(
      of("apcmaster", "ipaddr login password"),
      of("apcmastersnmp", "ipaddr port community"),
      of("apcsmart", "ttydev hostlist"),
      of("baytech", "ipaddr login password"),
      of("bladehpi", "entity_root"),
      of("cyclades", "ipaddr login serialport"),
      of("drac3", "host login password"),
      of("external/drac5", "hostname ipaddr userid"),
      of("external/dracmc-telnet", "nodename cyclades_ip cyclades_port servername username password"),
      of("external/hetzner", "hostname remote_ip"),
      of("external/hmchttp", "hostlist hmc_ipaddr user password"),
      of("external/ibmrsa", "hostname ipaddr userid passwd type"),
      of("external/ibmrsa-telnet", "nodename ip_address username password"),
      of("external/ipmi", "hostname ipaddr userid passwd interface"),
      of("external/ippower9258", "deviceip username password hostlist"),
      of("external/libvirt", "hostlist hypervisor_uri reboot_method"),
      of("external/rackpdu", "hostlist pduip community"),
      of("external/ssh", "hostlist"),
      of("external/vmware", "device_host"),
      of("external/xen0", "hostlist dom0"),
      of("ibmhmc", "ipaddr"),
      of("ipmilan", "hostname ipaddr port auth priv login password reset_method"),
      of("meatware", "hostlist"),
      of("null", "hostlist"),
      of("nw_rpc100s", "ttydev hostlist"),
      of("rcd_serial", "hostlist ttydev dtr_rts msduration"),
      of("rps10", "serial_to_targets"),
      of("ssh", "hostlist"),
      of("suicide", ""),
      of("wti_mpc", "ipaddr port community mib-version"),
      of("wti_nps", "ipaddr password"));

  private Plugins() {}

  private static Map.Entry<String, List<String>> of(String plugin, String names) {
    return Map.entry(plugin, names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  /** The names of a plugin's parameters; empty if it is not known here. */
  static Optional<List<String>> parameters(String plugin) {
    return Optional.ofNullable(NAMES.get(plugin));
  }

  /** True if the last parameter takes all words that are left: a list of hosts. */
  static boolean takesTheRest(List<String> names) {
    return !names.isEmpty() && (names.get(names.size() - 1).equals("hostlist") || names.get(names.size() - 1).equals("serial_to_targets"));
  }
}
