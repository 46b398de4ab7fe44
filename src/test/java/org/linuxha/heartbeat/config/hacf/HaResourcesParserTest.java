package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.HaResources.Group;

/** haresources by wire.md 12.4; verdicts compared with a running 3.0.6 daemon. */
class HaResourcesParserTest {
  private static final String PATH = "/etc/ha.d/haresources";

  private static HaResources read(String text, String lines) {
    Configuration configuration = Read.good("node bob\n" + lines);
    return HaResourcesParser.read(
        PATH, Optional.ofNullable(text).map(String::translateEscapes), configuration);
  }

  private static String findings(HaResources resources) {
    return resources.problems().stream()
        .map(p -> p.code().id() + "@" + p.place()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\n\\n# c\\n", "alice\\n", "   \\n\\t\\n"})
  void aFileWithoutResourcesIsFine(String text) {
    assertThat(read(text, "").problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "alice IPaddr::10.9.0.50 httpd\\n  | 1 alice [IPaddr::10.9.0.50, httpd]",
      "ALICE 10.9.0.50                   | 1 alice [10.9.0.50]",
      "'  alice\\tx\\r\\n'               | 1 alice [x]",
      "'# c\\nbob x # comment\\n'        | 2 bob [x]",
      "'alice \\\\\\n a \\\\\\n b\\n'    | 1 alice [a, b]",
      "'alice a b\\\\\\nbad c\\n'        | 1 alice [a, b, bad, c]",
      "'alice a\\\\'                     | 1 alice [a]",
  })
  void aLogicalLineIsANodeAndItsResources(String text, String group) {
    HaResources resources = read(text, "");
    assertThat(resources.errors()).isEmpty();
    Group found = resources.groups().get(0);
    assertThat(found.line() + " " + found.node() + " " + found.resources()).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bad 10.9.0.50\\n             | HB171@haresources:1",
      "carol x\\nalice y\\ndave z   | HB171@haresources:1 HB171@haresources:3",
      "'alice,bob x'                | HB171@haresources:1",
      "'#alice\\\\\\nbad x'         | HB171@haresources:2",
      "'alice a \\\\\\n#bad\\nbad'  | HB171@haresources:3",
      "'alice a\\\\ \\nbad x'       | HB171@haresources:2",
      "' \\\\\\nalice x'            | HB171@haresources:1",
      "'* x'                        | HB171@haresources:1",
      "node alice                   | HB171@haresources:1",
  })
  void aLineThatBeginsWithNoConfiguredNodeIsAnError(String text, String findings) {
    HaResources resources = read(text, "");
    assertThat(findings(resources)).isEqualTo(findings);
    assertThat(resources.problems().get(0).text()).startsWith("Bad nodename in " + PATH + " [");
  }

  @Test
  void resourcesAreLeftToThePeersAndThatIsSaid() {
    HaResources resources = read("alice 10.9.0.50\nbob httpd\n", "");
    assertThat(resources.groups()).hasSize(2);
    assertThat(findings(resources)).isEqualTo("HB172@haresources:1");
    assertThat(resources.problems().get(0).text())
        .startsWith("This node will not take resources");
  }

  @Test
  void inResourceModeTheFileMustExist() {
    HaResources resources = read(null, "");
    assertThat(findings(resources)).isEqualTo("HB170@haresources");
    assertThat(resources.problems().get(0).full())
        .contains("Cannot open resources file [" + PATH + "]").contains("touch");
  }

  @Test
  void withPacemakerTheFileMayBeMissingAndIsNotRead() {
    assertThat(read(null, "pacemaker ccm-only").problems()).isEmpty();
    HaResources unused = read("bad x", "pacemaker ccm-only");
    assertThat(findings(unused)).isEqualTo("HB173@haresources");
    assertThat(unused.groups()).isEmpty();
  }
}
