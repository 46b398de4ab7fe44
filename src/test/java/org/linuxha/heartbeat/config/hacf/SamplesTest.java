package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;

/**
 * The commented samples of conf/ work, their commented lines too, and the documentation is
 * complete.
 */
class SamplesTest {

  private static String file(String path) throws IOException {
    return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theSampleOfHaCfIsAcceptedWithoutAWarning() throws IOException {
    HaCf read = Read.text(file("conf/ha.cf"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.configuration().orElseThrow().notYetActive()).isEmpty();
  }

  @Test
  void itsCommentedLinesAreDirectivesToo() throws IOException {
    String everything = file("conf/ha.cf").replaceAll("(?m)^#(?=[a-z])", "")
        .replace("/usr/libexec/heartbeat/ipfail", "/bin/true").replace("eth1", "eth2");
    HaCf read = Read.text(everything);
    assertThat(read.problems()).isEmpty();
    assertThat(read.configuration().orElseThrow().cluster().media()).hasSize(8);
  }

  @Test
  void theSampleOfAuthkeysIsAcceptedAndCalledNoSecret() throws IOException {
    AuthKeys keys = AuthKeysParser.parse("conf/authkeys", file("conf/authkeys"));
    assertThat(keys.ring()).isPresent();
    assertThat(keys.problems()).extracting(p -> p.code().id()).containsExactly("HB210");
  }

  @Test
  void theSampleOfHaresourcesHasNoResources() throws IOException {
    HaResources resources = HaResourcesParser.read("conf/haresources",
        Optional.of(file("conf/haresources")), Read.good("node bob"));
    assertThat(resources.problems()).isEmpty();
    assertThat(resources.groups()).isEmpty();
  }

  @Test
  void everyExceptionFromTheCDaemonIsDocumented() throws IOException {
    String docs = file("docs/configuration.md");
    for (String line : file("src/test/resources/config/directives.txt").split("\n")) {
      if (line.matches("(yes|no) C:.*")) {
        String lines = line.split("\\|")[1].strip();
        assertThat(docs).as(line).contains("`" + lines + "`");
      }
    }
  }
}
