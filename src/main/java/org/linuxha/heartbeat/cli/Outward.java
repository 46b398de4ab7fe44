package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.corosync.ToCorosync;
import org.linuxha.heartbeat.notation.pacemaker.Cib;
import org.linuxha.heartbeat.notation.pacemaker.Commands;
import org.linuxha.heartbeat.notation.pacemaker.Migration;
import org.linuxha.heartbeat.notation.pacemaker.ToPacemaker;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A configuration as another system has it.
 *
 * @param secret it may hold passwords
 * @param whole nothing was left out or kept as a comment
 */
record Outward(String text, boolean secret, boolean whole, List<Finding> findings) {

  /** The systems that there is a way to. */
  enum System {
    /** Pacemaker's configuration as XML. */
    CIB("cib", "cib.xml"),
    /** Commands of pcs. */
    PCS("pcs", "pacemaker-pcs.sh"),
    /** Commands of crmsh. */
    CRMSH("crmsh", "pacemaker.crm"),
    /** The cluster below Pacemaker today. */
    COROSYNC("corosync.conf", "corosync.conf");

    private final String word;
    private final String file;

    System(String word, String file) {
      this.word = word;
      this.file = file;
    }

    /** What the file is called that {@code --output} makes. */
    String file() {
      return file;
    }
  }

  /** Reads the word that {@code --to} takes. */
  static final class Converter implements ITypeConverter<System> {
    @Override
    public System convert(String word) {
      return Stream.of(System.values()).filter(system -> system.word.equals(word)).findFirst()
          .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of cib, pcs, crmsh, corosync.conf"));
    }
  }

  /** @param addresses of nodes, for corosync.conf, by node: on its first link, the second ... */
  static Outward of(System system, JsonObject configuration, Map<String, List<String>> addresses) {
    if (system == System.COROSYNC) {
      ToCorosync.Result made = ToCorosync.of(configuration, addresses);
      return new Outward(made.text(), false,
          made.findings().stream().noneMatch(f -> f.kind() == Finding.Kind.DANGEROUS), made.findings());
    }
    Migration migration = ToPacemaker.of(configuration);
    String text = switch (system) {
      case CIB -> Cib.of(migration);
      case PCS -> Commands.pcs(migration);
      default -> Commands.crmsh(migration);
    };
    return new Outward(text, migration.isSecret(), migration.kept().isEmpty(), migration.findings());
  }
}
