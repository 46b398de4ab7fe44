package org.linuxha.heartbeat.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What is to be said of the files of a C Heartbeat before they are converted: what maps to where, what is
 * obsolete, what is dangerous and why. Nothing that may be a secret is said.
 */
public final class Inspection {
  private static final int SHORTEST_KEY = 16;
  private static final int SAFE_MULTIPLE = 5;

  private final ConfigFiles files;
  private final ToJson json;
  private final List<Finding> findings = new ArrayList<>();

  private Inspection(ConfigFiles files, ToJson json) {
    this.files = files;
    this.json = json;
  }

  public static List<Finding> of(ConfigFiles files, ToJson json) {
    Inspection inspection = new Inspection(files, json);
    inspection.problems();
    if (json.configuration().isPresent()) {
      inspection.lines();
      inspection.whole(json.configuration().get());
      inspection.keys();
    }
    return inspection.findings;
  }

  private void problems() {
    for (Problem problem : json.problems()) {
      Kind kind = kind(problem);
      if (kind != null) {
        findings.add(new Finding(kind, problem.place(), problem.code().id(), problem.text()));
      }
    }
  }

  /** Null for what is said better elsewhere, or says nothing of the files. */
  private static Kind kind(Problem problem) {
    if (problem.code().severity().compareTo(Severity.ERROR) >= 0) {
      return Kind.ERROR;
    }
    return switch (problem.code()) {
      case KEY_IS_NO_SECRET -> Kind.DANGEROUS;
      case DIRECTIVE_OBSOLETE, NICE_FAILBACK_OBSOLETE, AUTO_FAILBACK_LEGACY -> Kind.OBSOLETE;
      default -> Kind.NOTE;
    };
  }

  private void lines() {
    for (Line line : HaCfLines.of(files.haCf())) {
      if (line.written().isEmpty()) {
        continue;
      }
      String place = "ha.cf:" + line.number();
      if (json.dropped().stream().anyMatch(dropped -> dropped.number() == line.number())) {
        findings.add(new Finding(Kind.NOTE, place, line.written(), "It has no effect and is not carried over."));
      } else {
        findings.add(new Finding(Kind.MAPS, place, line.written(), "to " + target(line)));
        Advice.about(line).ifPresent(advice ->
            findings.add(new Finding(advice.kind(), place, line.written(), advice.text())));
      }
    }
    if (json.resourcesDropped()) {
      findings.add(new Finding(Kind.NOTE, "haresources", "haresources",
          "Nothing reads it beside this ha.cf; it is not carried over."));
    }
  }

  private static String target(Line line) {
    Optional<Property> property = Properties.ofDirective(line.directive());
    return property.map(Property::pointer).orElseGet(() -> switch (line.directive()) {
      case "node" -> "/cluster/nodes";
      case "udpport" -> "/network/udpPort";
      case "baud" -> "/network/baud";
      case "respawn", "failfast" -> "/programs";
      case "apiauth" -> "/clients";
      case "env" -> "/environment";
      case "stonith", "stonith_host" -> "/stonith";
      default -> "/network/media";
    });
  }

  private void whole(Configuration configuration) {
    ClusterConfig cluster = configuration.cluster();
    long ways = cluster.media().stream().filter(medium -> !(medium instanceof Medium.Ping))
        .map(Medium::linkName).distinct().count();
    if (ways == 1 && cluster.nodes().size() > 1) {
      dangerous("media", "There is one link only: when it fails, every node believes that all others are dead, and takes"
          + " their resources. Add a second way that shares no switch with it.");
    }
    Timing timing = cluster.timing();
    if (timing.deadtime() < SAFE_MULTIPLE * timing.keepalive()) {
      dangerous("deadtime", "Deadtime (" + timing.deadtime() + " ms) is less than " + SAFE_MULTIPLE + " times keepalive ("
          + timing.keepalive() + " ms): a few lost packets or a short load make a living node dead.");
    }
    boolean resources = json.main().encode().contains("\"groups\":[{");
    if (resources && configuration.stonith().isEmpty()) {
      dangerous("stonith", "Resources are managed and no fencing device is configured: after a partition both sides run"
          + " them, which destroys a shared file system.");
    }
    if (configuration.pacemaker().enabled()) {
      findings.add(new Finding(Kind.NOTE, "ha.cf", "pacemaker", "Pacemaker dropped support for Heartbeat in 2.0:"
          + " its programs of today do not run on either daemon."));
    }
  }

  private void dangerous(String what, String text) {
    findings.add(new Finding(Kind.DANGEROUS, "ha.cf", what, text));
  }

  private void keys() {
    if (files.authkeys().isEmpty()) {
      findings.add(new Finding(Kind.NOTE, "authkeys", "authkeys", "There is no such file: no keys are carried over."));
      return;
    }
    AuthKeysParser.parse("authkeys", files.authkeys().get()).ring().ifPresent(ring -> {
      findings.add(new Finding(Kind.MAPS, "authkeys", "keys", "to /keys (in the file of secrets)"));
      key(ring.activeKey(), ring);
    });
  }

  private void key(KeyRing.Key key, KeyRing ring) {
    String what = "auth " + ring.active();
    if (key.algorithm() == Algorithm.CRC) {
      findings.add(new Finding(Kind.DANGEROUS, "authkeys", what,
          "crc proves nothing: whoever reaches the network can join the cluster and take its resources. Use sha1 with a key."));
    } else if (key.secret().length() < SHORTEST_KEY) {
      findings.add(new Finding(Kind.DANGEROUS, "authkeys", what, "The key has fewer than " + SHORTEST_KEY
          + " characters: it can be found by trying. Make one from random bytes."));
    }
    if (key.algorithm() == Algorithm.MD5) {
      findings.add(new Finding(Kind.OBSOLETE, "authkeys", what, "md5 is the weaker method; all nodes understand sha1."));
    }
  }

  /** What reading the permissions of authkeys says. */
  public static Optional<Finding> mode(int mode) {
    return AuthKeysParser.checkMode("authkeys", mode).map(problem ->
        new Finding(Kind.DANGEROUS, "authkeys", Code.AUTHKEYS_READABLE_BY_OTHERS.id(),
            problem.text() + " Others may know the keys: make new ones. Neither daemon starts with it."));
  }
}
