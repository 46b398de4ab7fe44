package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options -v, -D and -DW print what a 3.0.6 daemon printed (src/test/resources/config). */
class PrintingTest {

  private static String resource(String name) throws IOException {
    try (InputStream in = PrintingTest.class.getResourceAsStream("/config/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "full", "times"})
  void theEffectiveConfigurationIsPrintedAsByTheCDaemon(String name) throws IOException {
    HaCf read = Read.text(resource(name + ".ha.cf"));
    assertThat(read.errors()).isEmpty();
    assertThat(EffectiveConfiguration.text(read.configuration().orElseThrow()))
        .isEqualTo(resource(name + ".v.txt"));
  }

  @Test
  void theDefaultsArePrintedAsByTheCDaemon() throws IOException {
    assertThat(DefaultsTable.plain()).isEqualTo(resource("defaults-D.txt"));
    assertThat(DefaultsTable.wiki()).isEqualTo(resource("defaults-DW.txt"));
  }

  @Test
  void everyDirectiveWithADescriptionIsPrintedOnce() {
    assertThat(Directives.parameters()).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(Directives.all().stream().filter(Directive::isParameter).toList())
        .containsExactlyInAnyOrderElementsOf(Directives.parameters());
  }
}
