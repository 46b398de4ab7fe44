package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line of the next life: the same, but no launcher waits for it. */
class SelfExecTest {

  @Test
  void aDaemonThatLeftItsTerminalDoesNotSayReadyAgain() {
    assertThat(SelfExec.command(List.of("/jvm/bin/java", "-Xmx64m", "-Dheartbeat.ready=/proc/self/fd/3", "Main", "-M"), "next"))
        .containsExactly("/jvm/bin/java", "-Dheartbeat.again=true", "-Dheartbeat.life=next", "-Xmx64m", "Main", "-M");
  }

  @Test
  void theSecondTimeNothingIsAdded() {
    List<String> again = List.of("/jvm/bin/java", "-Dheartbeat.life=next", "-Dheartbeat.again=true", "Main");
    assertThat(SelfExec.command(again, "next")).isEqualTo(again);
  }

  @Test
  void whatRunsInTheForegroundStaysThere() {
    List<String> foreground = List.of("/jvm/bin/java", "Main", "-f");
    assertThat(SelfExec.command(foreground, "next")).containsExactly("/jvm/bin/java", "-Dheartbeat.life=next", "Main", "-f");
  }

  @Test
  void aNextLifeRehearsesAsARehearsal() {
    assertThat(SelfExec.command(List.of("/jvm/bin/java", "-Dheartbeat.life=next", "Main"), "rehearsal"))
        .containsExactly("/jvm/bin/java", "-Dheartbeat.life=rehearsal", "Main");
  }
}
