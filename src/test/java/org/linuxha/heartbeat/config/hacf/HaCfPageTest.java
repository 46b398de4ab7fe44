package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/ha.cf.md is made from the tables; {@code -Dha.cf.update=true} writes it anew. */
class HaCfPageTest {
  private static final Path PAGE = Path.of("docs/ha.cf.md");

  @Test
  void thePageIsCurrent() throws Exception {
    if (Boolean.getBoolean("ha.cf.update")) {
      Files.writeString(PAGE, HaCfPage.text());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(HaCfPage.text());
  }

  @Test
  void everyDirectiveStandsThereOnce() {
    assertThat(HaCfPage.names())
        .containsExactlyInAnyOrderElementsOf(Directives.all().stream().map(Directive::name).toList());
  }

  @Test
  void theDefaultIsTheParsersOwn() {
    for (Directive directive : Directives.all()) {
      if (directive.initial() != null) {
        assertThat(HaCfPage.text()).containsPattern(
            "(?m)^\\| `" + directive.name() + "\\b[^|]*\\|[^|]*\\| `"
                + java.util.regex.Pattern.quote(directive.initial()) + "`");
      }
    }
  }
}
