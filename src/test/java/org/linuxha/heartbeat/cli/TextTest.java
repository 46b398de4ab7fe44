package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time spans and tables as people read them. */
class TextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s", "999, 0.9 s", "9999, 9.9 s", "10000, 10 s", "59999, 59 s", "60000, 1 min 0 s",
    "3599999, 59 min 59 s", "3600000, 1 h 0 min", "86400000, 1 d 0 h", "180000000, 2 d 2 h"
  })
  void spansHaveTheirTwoLargestUnits(long millis, String text) {
    assertThat(Text.span(millis)).isEqualTo(text);
  }

  @Test
  void nothingIsADash() {
    assertThat(Text.span(null)).isEqualTo("-");
    assertThat(Text.printable(null)).isEqualTo("-");
  }

  @Test
  void columnsAreAsWideAsTheirWidestCellAndLinesEndWithoutBlanks() {
    Table table = new Table("A", "LONG TITLE", "C");
    table.row("wide cell", "x", "");
    table.row("y");
    assertThat(table).hasToString("A          LONG TITLE  C\nwide cell  x\ny\n");
  }
}
