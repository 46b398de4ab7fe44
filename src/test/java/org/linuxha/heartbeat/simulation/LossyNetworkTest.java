package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.message.Message;

/** What the network does to packets is what its options say. */
class LossyNetworkTest {
  private static final int MANY = 2_000;

  private final VirtualTime time = new VirtualTime();
  private final List<String> arrivals = new ArrayList<>();

  private LossyNetwork network(String faults) {
    return new LossyNetwork(
        time, new SeededRandom(5), List.of("north", "south"), List.of("eth0", "eth1"),
        FaultOptions.NONE.with(faults), this::arrived, Trace.NONE);
  }

  private void arrived(int node, String link, Message message) {
    arrivals.add((node == 0 ? "north" : "south") + " " + link + " " + message.text("n"));
  }

  private long sendFromNorth(LossyNetwork network, int messages) {
    for (int i = 0; i < messages; i++) {
      network.send(0, Message.ofType("x").with("n", Integer.toString(i)));
    }
    while (time.stepUntil(time.nanos() + 1_000_000_000)) {
      // everything arrives
    }
    return arrivals.stream().filter(line -> line.startsWith("south eth0")).count();
  }

  @Test
  void everyLinkCarriesEverythingToEverybodyTheSenderIncluded() {
    sendFromNorth(network(""), 1);
    assertThat(arrivals).containsExactlyInAnyOrder("north eth0 0", "north eth1 0", "south eth0 0", "south eth1 0");
  }

  @Test
  void onePathKeepsItsOrderUnlessReorderingIsAskedFor() {
    sendFromNorth(network("delay=uniform:1ms..50ms"), 50);
    assertThat(numbers()).isSorted();
  }

  @Test
  void reorderedPacketsOvertakeEachOther() {
    sendFromNorth(network("reorder=0.3"), 50);
    assertThat(numbers()).hasSize(50).isNotEqualTo(numbers().stream().sorted().toList());
  }

  private List<Integer> numbers() {
    return arrivals.stream().filter(line -> line.startsWith("south eth0"))
        .map(line -> Integer.valueOf(line.substring(11))).toList();
  }

  @Test
  void sharesOfLossDuplicatesAndDamageAreThoseAskedFor() {
    assertThat(sendFromNorth(network("loss=0.2"), MANY)).isBetween(1_500L, 1_700L);
    arrivals.clear();
    assertThat(sendFromNorth(network("duplicate=0.2"), MANY)).isBetween(2_300L, 2_500L);
    arrivals.clear();
    assertThat(sendFromNorth(network("corrupt=0.2"), MANY)).isBetween(1_500L, 1_700L);
  }

  @Test
  void damageToRealBytesIsFoundByTheSignatureCheck() {
    long arrived = sendFromNorth(network("corrupt=0.5,realBytes=true"), 400);
    assertThat(arrived).isBetween(150L, 250L);
    assertThat(numbers()).allMatch(number -> number >= 0 && number < 400);
  }

  @Test
  void lossOnOnePathIsOneWay() {
    LossyNetwork network = network("pathLosses=north>south@eth0:1");
    assertThat(sendFromNorth(network, 10)).isZero();
    assertThat(arrivals).contains("south eth1 9");
    network.send(1, Message.ofType("x").with("n", "back"));
    while (time.stepUntil(time.nanos() + 1_000_000_000)) {
      // everything arrives
    }
    assertThat(arrivals).contains("north eth0 back");
  }

  @Test
  void aPathCutTwiceIsHealedTwice() {
    LossyNetwork network = network("");
    network.cut(PathPattern.parse("north<>south"));
    network.cut(PathPattern.parse("north>south@eth0"));
    network.heal(PathPattern.parse("north<>south"));
    assertThat(sendFromNorth(network, 1)).isZero();
    assertThat(arrivals).contains("south eth1 0");
    network.heal(PathPattern.parse("north>south@eth0"));
    assertThat(sendFromNorth(network, 1)).isOne();
  }
}
