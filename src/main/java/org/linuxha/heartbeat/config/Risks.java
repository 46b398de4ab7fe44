package org.linuxha.heartbeat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What is to be said of a configuration that is valid, and with which a cluster will not live well. */
public final class Risks {
  /** Deadtime in units of keepalive below which a few lost packets kill a node. */
  public static final int SAFE_MULTIPLE = 5;

  /** A signed status, of which the cluster's name and the node's make some part. */
  private static final int SIGN_OF_LIFE_BYTES = 250;
  /** Start, eight and stop. */
  private static final int BITS_A_BYTE = 10;

  private final Configuration configuration;
  private final UnaryOperator<String> place;
  private final List<Problem> problems = new ArrayList<>();

  private Risks(Configuration configuration, UnaryOperator<String> place) {
    this.configuration = configuration;
    this.place = place;
  }

  /** @param place where a directive stands, or the file if it does not, for people */
  public static List<Problem> of(Configuration configuration, UnaryOperator<String> place) {
    Risks risks = new Risks(configuration, place);
    risks.ways();
    risks.times();
    risks.nodes();
    risks.lines();
    return risks.problems;
  }

  private void ways() {
    List<Medium> media = configuration.cluster().media().stream()
        .filter(medium -> !(medium instanceof Medium.Ping)).toList();
    if (media.stream().map(Medium::linkName).distinct().count() == 1 && configuration.cluster().nodes().size() > 1) {
      Medium only = media.get(0);
      problems.add(new Problem(Code.ONE_LINK, place.apply(only.kind()), "There is one link only, " + only.linkName()
          + ": when it fails, every node believes that all others are dead."));
    }
  }

  private void times() {
    Timing timing = configuration.cluster().timing();
    if (timing.deadtime() < SAFE_MULTIPLE * timing.keepalive()) {
      problems.add(new Problem(Code.DEADTIME_TIGHT, place.apply("deadtime"), "Deadtime (" + timing.deadtime() + " ms) is less than "
          + SAFE_MULTIPLE + " times keepalive (" + timing.keepalive()
          + " ms): a few lost packets or a short load make a living node dead."));
    }
  }

  /** Every node speaks once a keepalive; on a line between two of many pass the messages of all but the one at its end. */
  private void lines() {
    Timing timing = configuration.cluster().timing();
    int speakers = Math.max(1, configuration.cluster().nodes().size() - 1);
    long needed = (long) SIGN_OF_LIFE_BYTES * speakers * 1_000 / Math.max(1, timing.keepalive());
    for (Medium medium : configuration.cluster().media()) {
      if (medium instanceof Medium.Serial serial && needed > serial.baud() / BITS_A_BYTE) {
        problems.add(new Problem(Code.SERIAL_TOO_SLOW, place.apply("serial"), serial.device() + " carries "
            + serial.baud() / BITS_A_BYTE + " bytes a second at " + serial.baud() + " baud, and " + speakers
            + (speakers == 1 ? " node" : " nodes") + " at a keepalive of " + timing.keepalive() + " ms need " + needed + "."));
      }
    }
  }

  /** A file that was made on one machine and says so: all others would be called the same. */
  private void nodes() {
    configuration.cluster().nodes().stream().filter(name -> name.matches("localhost(\\..*)?")).forEach(name ->
        problems.add(new Problem(Code.NODE_NAME_COMMON, place.apply("node"), "A node is called " + name + ", as every machine is.")));
  }
}
