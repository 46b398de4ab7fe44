package org.linuxha.heartbeat.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.WeakKeys;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Risks;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;
import org.linuxha.heartbeat.config.hacf.HaResources;
import org.linuxha.heartbeat.config.hacf.HaResourcesParser;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What is to be said of the files of a C Heartbeat before they are converted: what maps to where, what is
 * obsolete, what is dangerous and why. Nothing that may be a secret is said.
 */
public final class Inspection {
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
      inspection.resources(json.configuration().get());
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

  private void resources(Configuration configuration) {
    if (json.resourcesDropped() || files.haresources().isEmpty()) {
      return;
    }
    List<HaResources.Group> groups = HaResourcesParser.read("haresources", files.haresources(), configuration).groups();
    for (int i = 0; i < groups.size(); i++) {
      findings.add(new Finding(Kind.MAPS, "haresources:" + groups.get(i).line(), groups.get(i).node(), "to /resources/groups/" + i));
    }
  }

  /** The pointer that a line of ha.cf is written to. */
  static String target(Line line) {
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
    Risks.of(configuration, directive -> "ha.cf").forEach(risk -> dangerous(risk, "ha.cf", risk.code().id()));
    boolean resources = json.main().encode().contains("\"groups\":[{");
    if (resources && configuration.stonith().isEmpty()) {
      findings.add(new Finding(Kind.DANGEROUS, "ha.cf", "stonith", "Resources are managed and no fencing device is configured: after a partition both sides run"
          + " them, which destroys a shared file system."));
    }
    if (configuration.pacemaker().enabled()) {
      findings.add(new Finding(Kind.NOTE, "ha.cf", "pacemaker", "Pacemaker dropped support for Heartbeat in 2.0:"
          + " its programs of today do not run on either daemon."));
    }
  }

  private void dangerous(Problem risk, String place, String what) {
    Kind kind = risk.code() == Code.KEY_METHOD_OLD ? Kind.OBSOLETE : Kind.DANGEROUS;
    findings.add(new Finding(kind, place, what, risk.text() + " " + risk.code().remedy()));
  }

  private void keys() {
    if (files.authkeys().isEmpty()) {
      findings.add(new Finding(Kind.NOTE, "authkeys", "authkeys", "There is no such file: no keys are carried over."));
      return;
    }
    AuthKeysParser.parse("authkeys", files.authkeys().get()).ring().ifPresent(ring -> {
      findings.add(new Finding(Kind.MAPS, "authkeys", "keys", "to /keys (in the file of secrets)"));
      WeakKeys.of(ring, "authkeys").forEach(weak -> dangerous(weak, "authkeys", "auth " + ring.active()));
    });
  }

  /** What reading the permissions of authkeys says. */
  public static Optional<Finding> mode(int mode) {
    return AuthKeysParser.checkMode("authkeys", mode).map(problem ->
        new Finding(Kind.DANGEROUS, "authkeys", Code.AUTHKEYS_READABLE_BY_OTHERS.id(),
            problem.text() + " Others may know the keys: make new ones. Neither daemon starts with it."));
  }
}
