package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.pacemaker.Cib;
import org.linuxha.heartbeat.notation.pacemaker.Commands;
import org.linuxha.heartbeat.notation.pacemaker.Migration;
import org.linuxha.heartbeat.notation.pacemaker.ToPacemaker;

/**
 * A configuration as another system has it.
 *
 * @param secret it may hold passwords
 * @param whole nothing was left out or kept as a comment
 */
record Outward(String text, boolean secret, boolean whole, List<Finding> findings) {

  /** The systems, by the name that {@code --to} takes. */
  enum System {
    /** Pacemaker's configuration as XML. */
    cib("cib.xml"),
    /** Commands of pcs. */
    pcs("pacemaker-pcs.sh"),
    /** Commands of crmsh. */
    crmsh("pacemaker.crm");

    private final String file;

    System(String file) {
      this.file = file;
    }

    /** What the file is called that {@code --output} makes. */
    String file() {
      return file;
    }
  }

  static Outward of(System system, JsonObject configuration) {
    Migration migration = ToPacemaker.of(configuration);
    String text = switch (system) {
      case cib -> Cib.of(migration);
      case pcs -> Commands.pcs(migration);
      case crmsh -> Commands.crmsh(migration);
    };
    return new Outward(text, migration.isSecret(), migration.kept().isEmpty(), migration.findings());
  }
}
