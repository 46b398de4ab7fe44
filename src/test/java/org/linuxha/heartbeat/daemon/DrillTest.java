package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The drill has in it what it is held for; which node leads is the simulator's to say. */
class DrillTest {
  @Test
  void aLeaderIsLostAndComesBackACutHealsAndANodeLeaves() {
    String told = Drill.play();
    assertThat(told)
        .contains("{a(3) b(2) c(1)} leader c quorum joined a b c")
        .contains("{a(3) b(2)} leader b quorum left c because c is dead")
        .contains("{a(3) b(2) c(5)} leader b quorum joined c")
        .contains("leader a quorum left b because b is dead")
        .contains("leader c quorum joined b because c merges")
        .contains("leader c quorum left a because a lost its CCM (signoff)");
  }

  /** The daemon is in the cluster by then, and the thread that holds the drill is the one that waits for its end. */
  @Test
  void aDrillThatFailsIsBrokenOffWhateverTheReason() {
    List<Throwable> reasons = List.of(new IllegalStateException("a world that stands still"), new NoClassDefFoundError("gone"),
        new StackOverflowError());
    for (Throwable reason : reasons) {
      assertThatCode(() -> Drill.hold(() -> sneak(reason))).as("%s", reason).doesNotThrowAnyException();
    }
  }

  private static void sneak(Throwable reason) {
    if (reason instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) reason;
  }
}
