package org.linuxha.heartbeat.simulation;

import java.util.List;

/**
 * Everything that may go wrong in a world, as data. The text form names the components:
 * {@code loss=20%,delay=exponential:2ms..80ms,pausesPerMinute=3}; elements of a list are parted by
 * {@code |}. Shares are probabilities from 0 to 1 (or percent); rates are per node and minute of
 * virtual time.
 *
 * @param loss share of packets lost, on every path alike
 * @param pathLosses additional loss on some paths, one way or both
 * @param delay how long a packet travels; packets of one path keep their order
 * @param reorder share of packets that do not keep it
 * @param reorderDelay how much longer such a packet travels
 * @param duplicate share of packets that arrive twice
 * @param corrupt share of packets that arrive damaged: the receiver's signature check drops them
 * @param realBytes whether packets travel signed and encoded, and damage is done to the bytes
 * @param pausesPerMinute how often a process stands still as by SIGSTOP or starvation
 * @param pause for how long
 * @param clockStepsPerMinute how often a wall clock steps
 * @param clockStepSeconds the largest step, either way
 * @param crashesPerMinute how often a daemon dies at once, in the middle of what it does
 * @param stateLoss share of crashes that take the state files with them
 * @param down how long a dead or stopped daemon stays away
 * @param stopsPerMinute how often a daemon is stopped in good order
 * @param partitionsPerMinute how often the network is split at random, for the whole world
 * @param partition for how long
 * @param cuts splits at fixed times
 * @param receiveBufferPackets what the socket of a link holds for a process that does not read; what
 *     comes then is dropped
 */
public record FaultOptions(
    double loss,
    List<PathLoss> pathLosses,
    Delay delay,
    double reorder,
    Delay reorderDelay,
    double duplicate,
    double corrupt,
    boolean realBytes,
    double pausesPerMinute,
    Delay pause,
    double clockStepsPerMinute,
    long clockStepSeconds,
    double crashesPerMinute,
    double stateLoss,
    Delay down,
    double stopsPerMinute,
    double partitionsPerMinute,
    Delay partition,
    List<Cut> cuts,
    int receiveBufferPackets) {

  /** A good network and steady machines. */
  public static final FaultOptions NONE =
      new FaultOptions(
          0, List.of(), Delay.uniform(50_000, 400_000), 0, Delay.uniform(1_000_000, 50_000_000), 0, 0, false,
          0, Delay.uniform(20_000_000, 5_000_000_000L), 0, 3600,
          0, 0, Delay.uniform(500_000_000, 20_000_000_000L), 0,
          0, Delay.uniform(500_000_000, 15_000_000_000L), List.of(), 256);

  public FaultOptions {
    pathLosses = List.copyOf(pathLosses);
    cuts = List.copyOf(cuts);
  }

  /** These options with the ones that text names: {@code loss=20%,corrupt=1%}. */
  public FaultOptions with(String text) {
    return FaultText.apply(this, text);
  }

  /** The text of all options that differ from {@link #NONE}; empty if none does. */
  @Override
  public String toString() {
    return FaultText.format(this, NONE);
  }
}
