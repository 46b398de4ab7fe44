package org.linuxha.heartbeat.cli.clstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** client-api.md 11: words are read as C's getopt reads them, however they are mixed. */
class WordsTest {
  private static Words read(String known, String... words) {
    return Words.of("command", known, List.of(words));
  }

  @Test
  void optionsStandAnywhereAndTogether() {
    Words words = read("mnpv", "-vn", "alpha", "-m", "beta");
    assertThat(words.parameters()).containsExactly("alpha", "beta");
    assertThat(words.forPeople()).isTrue();
    assertThat(words.has('v')).isTrue();
    assertThat(words.has('n')).isTrue();
    assertThat(words.has('p')).isFalse();
    assertThat(words.complaints()).isEmpty();
  }

  @Test
  void twoDashesEndThem() {
    Words words = read("m", "--", "-m", "-5");
    assertThat(words.parameters()).containsExactly("-m", "-5");
    assertThat(words.forPeople()).isFalse();
    assertThat(read("m", "-").parameters()).containsExactly("-");
  }

  @Test
  void aValueStandsBehindItsOptionOrIsTheNextWord() {
    assertThat(read("mp:", "-pdeadtime").name()).isEqualTo("deadtime");
    assertThat(read("mp:", "-mp", "deadtime").name()).isEqualTo("deadtime");
    assertThat(read("mp:", "-p", "deadtime", "-p", "keepalive").name()).isEqualTo("keepalive");
    assertThat(read("mp:", "-p", "-m").name()).isEqualTo("-m");
    assertThat(read("mp:", "deadtime").name()).isNull();
  }

  @Test
  void complaintsAreGetopts() {
    assertThat(read("m", "-xm").complaints()).containsExactly("command: invalid option -- 'x'");
    assertThat(read("mp:", "-p").complaints()).containsExactly("command: option requires an argument -- 'p'");
    assertThat(read("mp:", "-:").complaints()).containsExactly("command: invalid option -- ':'");
  }
}
