package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.Lateness;

/** One family of numbers at one moment, read on the service loop and written elsewhere. */
final class Metric {
  /** How a number behaves. */
  enum Kind {
    /** It only rises while the daemon lives; its name gets {@code _total}. */
    COUNTER,
    /** It rises and falls. */
    GAUGE,
    /** How many were how large. */
    HISTOGRAM
  }

  /** One number with its labels. */
  record Sample(Map<String, String> labels, double value) {}

  final String name;
  final Kind kind;
  final String help;
  final List<Sample> samples = new ArrayList<>();
  /** Only of a histogram. */
  Lateness.Snapshot lateness;

  Metric(String name, Kind kind, String help) {
    this.name = name;
    this.kind = kind;
    this.help = help;
  }

  static Metric counter(String name, String help) {
    return new Metric(name, Kind.COUNTER, help);
  }

  static Metric gauge(String name, String help) {
    return new Metric(name, Kind.GAUGE, help);
  }

  static Metric histogram(String name, String help, Lateness.Snapshot lateness) {
    Metric metric = new Metric(name, Kind.HISTOGRAM, help);
    metric.lateness = lateness;
    return metric;
  }

  /**
   * Adds a number.
   *
   * @param labels name, value, name, value ...
   */
  Metric add(double value, String... labels) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1] == null ? "" : labels[i + 1]);
    }
    samples.add(new Sample(map, value));
    return this;
  }

  /** The name as it stands in what is scraped. */
  String shownName() {
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
