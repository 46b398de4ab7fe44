package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every directive of wire.md 12.2 with good, odd and bad values, from a table: the line (it is
 * line 4 of its file), and the findings expected, none for a good one. HaCfAgainstCIT runs the
 * same table through the C daemon.
 */
class DirectiveTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/config/directives.txt", delimiter = '|', quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = true, maxCharsPerColumn = 10_000)
  void isReadAsTheTableSays(String verdict, String lines, String findings) {
    HaCf read = Read.lines(lines);
    assertThat(Read.findings(read)).isEqualTo(findings == null ? "" : findings);
    assertThat(read.configuration().isPresent()).isEqualTo(read.errors().isEmpty());
    assertThat(read.configuration().isPresent() ? "yes" : "no").isEqualTo(verdict.split(" ")[0]);
    read.problems().forEach(problem -> assertThat(problem.full())
        .startsWith(problem.code().id() + " ha.cf").contains(" What to do: "));
  }
}
