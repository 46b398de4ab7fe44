package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.bus.TestLoss;

/** upstream-suites.md 5: the file by which the suites cut a node off. */
class TestLossFileTest {

  @Test
  void theFileOfTheSuitesIsUnderstood() {
    assertThat(TestLossFile.parse(List.of("xmitloss=1", "rcvloss=0.5", "allownodes=North south;", "")))
        .isEqualTo(new TestLoss(1, 0.5, Set.of("north", "south")));
    assertThat(TestLossFile.parse(List.of("xmitloss=1", "rcvloss=1", "allownodes=;")).spared()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xmitloss=2", "rcvloss=-1", "rcvloss=NaN", "rcvloss=x", "xmitloss", "=1", "other=1"})
  void anythingElseIsRefusedWithItsLine(String line) {
    assertThatThrownBy(() -> TestLossFile.parse(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(line);
  }

  @Test
  void itEndsWhenTheFileIsGoneAndAWrongFileChangesNothing(@TempDir Path config) throws Exception {
    TestLossFile file = new TestLossFile(config);
    assertThat(file.read()).isEqualTo(TestLoss.NONE);
    Path path = config.resolve("OnlyForTesting");
    Files.writeString(path, "xmitloss=1\n");
    assertThat(file.read().transmit()).isEqualTo(1);
    Files.writeString(path, "nonsense\n");
    assertThat(file.read().transmit()).isEqualTo(1);
    Files.delete(path);
    assertThat(file.read()).isEqualTo(TestLoss.NONE);
  }
}
