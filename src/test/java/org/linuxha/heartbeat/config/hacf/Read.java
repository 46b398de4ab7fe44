package org.linuxha.heartbeat.config.hacf;

import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.Configuration;

/** Short ways for tests to read an ha.cf on node alice of {@link FakeHost}. */
final class Read {
  private Read() {}

  static HaCf text(String text) {
    return HaCfParser.parse(new HaCfParser.Input("ha.cf", text, "alice", false), new FakeHost());
  }

  /** The base and these lines, as in the table of directives. */
  static HaCf lines(String lines) {
    return text(TableText.haCf(lines));
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
