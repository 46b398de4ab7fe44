package org.linuxha.heartbeat.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.notation.FileTrouble;

/** No sentence ends in null. */
class CauseTest {
  @Test
  void itIsTheTextOrThatOfACauseOrTheKind() {
    assertThat(Cause.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
    assertThat(Cause.of(new IOException(null, new IllegalStateException("the line is down")))).isEqualTo("the line is down");
    assertThat(Cause.of(new IOException("", new IllegalStateException()))).isEqualTo("IOException, without a reason");
    assertThat(FileTrouble.why(Path.of("/nowhere"), new java.nio.channels.ClosedByInterruptException()))
        .isEqualTo("ClosedByInterruptException, without a reason");
  }
}
