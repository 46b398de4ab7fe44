package org.linuxha.heartbeat.config.hacf;

import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.Configuration;

/** Short ways for tests to read an ha.cf on node alice of {@link FakeHost}. */
final class Read {
  /** Two lines with which every further line can stand. */
  static final String BASE = "node alice\nbcast eth0\nauto_failback on\n";

  private Read() {}

  static HaCf text(String text) {
    return HaCfParser.parse(new HaCfParser.Input("ha.cf", text, "alice", false), new FakeHost());
  }

  /** The base and these lines, as in the table of directives. */
  static HaCf lines(String lines) {
    return text(file(lines));
  }

  /**
   * The file that an entry of the table stands for: these lines below the base, where they begin at
   * line 4, or alone if they begin with an exclamation mark. Escapes of Java and \\xNN are spelt out.
   */
  static String file(String lines) {
    String text = Escapes.read(lines);
    return text.startsWith("!") ? text.substring(1) : BASE + text;
  }

  static Configuration good(String lines) {
    HaCf read = lines(lines);
    return read.configuration().orElseThrow(() -> new AssertionError(read.problems()));
  }

  /** {@code HB103@ha.cf:4 HB112@ha.cf}. */
  static String findings(HaCf read) {
    return read.problems().stream()
        .map(p -> p.code().id() + "@" + p.place()).collect(Collectors.joining(" "));
  }
}
