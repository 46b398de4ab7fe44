package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One cluster configuration: the text of {@code /etc/ha.d}, the same on every host and for both
 * kinds of daemon, as in a cluster that is replaced node by node.
 *
 * <p>The times are short so that tests are (the C daemon warns of the short initdead and accepts
 * it): keepalive 200 ms, deadtime 2 s, initdead 6 s.
 */
record Setup(
    List<String> media, String authkeys, boolean resources, String haresources, List<String> extra, boolean ccm) {

  static final int KEEPALIVE_MILLIS = 200;
  static final int DEADTIME_MILLIS = 2_000;
  static final int INITDEAD_MILLIS = 6_000;

  /** A daemon announces a deadtime longer by this for the first five seconds of its life. */
  static final int START_GRACE_MILLIS = 2_000;

  static final String SECRET = "interop-secret";
  static final String SHA1 = "auth 1\n1 sha1 " + SECRET + "\n";
  static final String MD5 = "auth 1\n1 md5 " + SECRET + "\n";
  static final String CRC = "auth 1\n1 crc\n";

  /** Broadcast on eth0, sha1, no resources ({@code -M}). */
  static Setup plain() {
    return new Setup(List.of("bcast eth0"), SHA1, false, "", List.of(), true);
  }

  Setup withMedia(String... lines) {
    return new Setup(List.of(lines), authkeys, resources, haresources, extra, ccm);
  }

  Setup withAuthkeys(String text) {
    return new Setup(media, text, resources, haresources, extra, ccm);
  }

  /** C nodes run no membership service. */
  Setup withoutCcm() {
    return new Setup(media, authkeys, resources, haresources, extra, false);
  }

  /** R1 mode: the daemon manages the resources of this {@code haresources} text, which may be empty. */
  Setup withResources(String text) {
    return new Setup(media, authkeys, true, text, extra, ccm);
  }

  Setup with(String line) {
    List<String> more = new ArrayList<>(extra);
    more.add(line);
    return new Setup(media, authkeys, resources, haresources, more, ccm);
  }

  /** {@code ucast} (or {@code ucast6}) to every host on one link; a host's own line is allowed. */
  static String[] ucastToAll(String medium, int link, List<Host> hosts) {
    return hosts.stream()
        .map(h -> medium + " eth" + link + " "
            + (medium.equals("ucast6") ? h.address6(link) : h.address(link)))
        .toArray(String[]::new);
  }

  String haCf(List<Host> nodes) {
    List<String> lines = new ArrayList<>();
    lines.add("logfile /var/log/ha-log");
    lines.add("keepalive " + KEEPALIVE_MILLIS + "ms");
    lines.add("deadtime " + DEADTIME_MILLIS + "ms");
    lines.add("initdead " + INITDEAD_MILLIS + "ms");
    lines.addAll(media);
    lines.add("node " + nodes.stream().map(Host::name).collect(Collectors.joining(" ")));
    lines.addAll(extra);
    if (ccm) {
      lines.add("respawn hacluster /usr/libexec/heartbeat/ccm");
    }
    // cl_status may ask
    lines.add("apiauth default gid=haclient");
    return String.join("\n", lines) + "\n";
  }

  void writeTo(Host host, List<Host> nodes) {
    host.writeConfig("ha.cf", "rw-r--r--", haCf(nodes));
    host.writeConfig("authkeys", "rw-------", authkeys);
    host.writeConfig("haresources", "rw-r--r--", haresources);
  }
}
