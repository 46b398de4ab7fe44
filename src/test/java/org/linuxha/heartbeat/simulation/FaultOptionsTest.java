package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Faults are data with a text form. */
class FaultOptionsTest {
  private static final String ALL =
      "loss=0.2,pathLosses=north>south:1|*>east@eth1:0.05,delay=exponential:2ms..80ms,reorder=0.1,"
          + "reorderDelay=fixed:3ms,duplicate=0.01,corrupt=0.5,realBytes=true,pausesPerMinute=3,"
          + "pause=uniform:20ms..6s,clockStepsPerMinute=1,clockStepSeconds=7,crashesPerMinute=0.5,stateLoss=0.3,"
          + "down=uniform:1s..9s,stopsPerMinute=2,partitionsPerMinute=4,partition=uniform:1s..2s,"
          + "cuts=5s..9s/north<>south|1500ms..2s/*>east@eth0,receiveBufferPackets=16";

  /** Every component differs from {@link FaultOptions#NONE} and therefore shows. */
  @Test
  void everyOptionReadsBackFromItsText() {
    FaultOptions options = FaultOptions.NONE.with(ALL);
    assertThat(options.toString().split("=")[0]).isEqualTo("loss");
    assertThat(FaultOptions.NONE.with(options.toString())).isEqualTo(options);
    assertThat(options.toString().chars().filter(letter -> letter == '=').count())
        .isEqualTo(FaultOptions.class.getRecordComponents().length);
  }

  @Test
  void noFaultIsTheEmptyText() {
    assertThat(FaultOptions.NONE.toString()).isEmpty();
    assertThat(FaultOptions.NONE.with("")).isEqualTo(FaultOptions.NONE);
  }

  @Test
  void sharesAreReadAsPercentToo() {
    assertThat(FaultOptions.NONE.with("loss=20%").loss()).isEqualTo(0.2);
  }

  @Test
  void anUnknownOptionIsNamedTogetherWithTheKnownOnes() {
    assertThatThrownBy(() -> FaultOptions.NONE.with("los=1"))
        .hasMessageContaining("'los=1' names no fault").hasMessageContaining("pausesPerMinute");
    assertThatThrownBy(() -> FaultOptions.NONE.with("pause=5")).hasMessageContaining("'5' is no duration");
    assertThatThrownBy(() -> FaultOptions.NONE.with("loss=x")).hasMessageContaining("'x' is no number");
    assertThatThrownBy(() -> FaultOptions.NONE.with("cuts=5s/a")).hasMessageContaining("is no cut");
  }

  @Test
  void aPathPatternMatchesOneWayOrBoth() {
    PathPattern oneWay = PathPattern.parse("north>south");
    assertThat(oneWay.matches("north", "south", "eth0")).isTrue();
    assertThat(oneWay.matches("south", "north", "eth0")).isFalse();
    PathPattern both = PathPattern.parse("north<>*@eth1");
    assertThat(both.matches("east", "north", "eth1")).isTrue();
    assertThat(both.matches("east", "north", "eth0")).isFalse();
  }
}
