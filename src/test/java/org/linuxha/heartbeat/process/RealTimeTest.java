package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When memory may be locked: under a finite limit later mappings of the JVM would fail. */
class RealTimeTest {
  private static final List<String> FINITE =
      List.of("Limit                     Soft Limit           Hard Limit           Units",
          "Max locked memory         8388608              8388608              bytes");
  private static final List<String> UNLIMITED =
      List.of("Max locked memory         unlimited            unlimited            bytes");

  @Test
  void withTheCapabilityTheLimitDoesNotMatter() {
    assertThat(RealTime.mayLock(List.of("CapEff:\t0000000000004000"), FINITE)).isTrue();
    assertThat(RealTime.mayLock(List.of("CapEff:\tffffffffffffffff"), FINITE)).isTrue();
  }

  @Test
  void withoutTheCapabilityOnlyNoLimitPermitsIt() {
    List<String> ordinary = List.of("CapInh:\t0000000000004000", "CapEff:\t0000000000000000");
    assertThat(RealTime.mayLock(ordinary, FINITE)).isFalse();
    assertThat(RealTime.mayLock(ordinary, UNLIMITED)).isTrue();
  }
}
