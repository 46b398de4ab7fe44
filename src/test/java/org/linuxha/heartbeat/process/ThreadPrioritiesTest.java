package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.LinuxScheduler;

/** Every thread has the priority of its rank, also those that come later, and none keeps it at the end. */
class ThreadPrioritiesTest {
  private static final int NOT_PERMITTED = 1;
  private static final int GONE = 3;

  @TempDir Path tasks;
  /** Priority by thread; 0 is normal. */
  private final Map<Integer, Integer> kernel = new TreeMap<>();
  private final Map<Integer, Integer> refusals = new TreeMap<>();
  private final Set<Integer> bornAtRaise = new HashSet<>();
  private ThreadPriorities priorities;

  private final class Recorder implements ThreadPriorities.Kernel {
    @Override
    public void roundRobin(int thread, int priority) throws LinuxScheduler.Refused {
      if (refusals.containsKey(thread)) {
        throw new LinuxScheduler.Refused("refused", refusals.get(thread), null);
      }
      kernel.put(thread, priority);
      bornAtRaise.forEach(born -> thread(born, "born"));
      bornAtRaise.clear();
    }

    @Override
    public void normal(int thread) {
      kernel.put(thread, 0);
    }
  }

  @BeforeEach
  void threads() {
    thread(10, "heartbeat");
    thread(11, "VM Thread");
    thread(12, "pulse");
    thread(13, "service");
    priorities = new ThreadPriorities(tasks, 5, "pulse", new Recorder());
  }

  private void thread(int number, String name) {
    try {
      Files.writeString(Files.createDirectories(tasks.resolve(Integer.toString(number))).resolve("comm"), name + "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void thePulseComesBeforeTheOthersAndTheVirtualMachineBeforeThePulse() throws Exception {
    thread(14, RealTimeGuard.THREAD);
    priorities.raise();
    assertThat(kernel).isEqualTo(Map.of(10, 5, 11, 7, 12, 6, 13, 5, 14, 7));
  }

  @Test
  void aThreadThatIsBornMeanwhileIsFoundAtOnce() throws Exception {
    bornAtRaise.add(20);
    priorities.raise();
    assertThat(kernel).containsEntry(20, 5);
  }

  @Test
  void aThreadThatThePulseStartedLosesThePulsesPriorityAtTheNextLook() throws Exception {
    priorities.raise();
    thread(21, "worker");
    kernel.put(21, 6);
    priorities.raise();
    assertThat(kernel).containsEntry(21, 5);
  }

  @Test
  void aThreadThatHasEndedIsPassedOver() throws Exception {
    refusals.put(13, GONE);
    priorities.raise();
    assertThat(kernel).containsOnlyKeys(10, 11, 12);
  }

  @Test
  void afterARefusalHalfwayAllCanBeMadeNormal() throws Exception {
    refusals.put(12, NOT_PERMITTED);
    assertThatThrownBy(priorities::raise).isInstanceOf(LinuxScheduler.Refused.class).hasMessage("refused");
    priorities.lower();
    assertThat(kernel).isEqualTo(Map.of(10, 0, 11, 0, 12, 0, 13, 0));
  }

  @Test
  void afterTheEndNothingIsRaisedAgain() throws Exception {
    priorities.raise();
    priorities.end();
    priorities.raise();
    assertThat(kernel).isEqualTo(Map.of(10, 0, 11, 0, 12, 0, 13, 0));
  }
}
