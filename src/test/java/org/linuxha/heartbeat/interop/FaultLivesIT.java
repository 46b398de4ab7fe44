package org.linuxha.heartbeat.interop;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives of clusters of two to five nodes, real C nodes among them, under faults drawn from a seed:
 * {@link FaultPlan} draws, {@link FaultLife} judges.
 * One short life in a default run; {@code -Dheartbeat.test.lives=N} lives N long ones, the first from
 * {@code -Dheartbeat.test.seed}.
 */
@Interop
class FaultLivesIT {
  private static final int LIVES = Integer.getInteger("heartbeat.test.lives", Matrix.ALL ? 4 : 0);

  /** A life that failed may be tried again. */
  private static int lived;

  static LongStream seeds() {
    long first = Long.getLong("heartbeat.test.seed", 1);
    return LongStream.range(first, first + Math.max(1, LIVES));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPromiseIsKept(long seed) {
    FaultPlan plan = FaultPlan.draw(seed, LIVES > 0 ? 3 : 1);
    Path home = Path.of("target", "interop", ProcessHandle.current().pid() + "-life-" + seed + "-" + ++lived).toAbsolutePath();
    Hosts hosts = Hosts.open(home, plan.names());
    FaultLife life = new FaultLife(plan, hosts);
    try (hosts) {
      hosts.capture(0);
      life.live();
    } finally {
      System.out.println(life.story());
    }
    hosts.deleteFiles();
  }
}
