package org.linuxha.heartbeat.feed;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.Lateness;

/** Metrics in Prometheus's formats. Loads the library, so call it where a hundred milliseconds hurt nobody. */
final class MetricsText {
  static final String OPEN_METRICS = OpenMetricsTextFormatWriter.CONTENT_TYPE;
  static final String PROMETHEUS = PrometheusTextFormatWriter.CONTENT_TYPE;

  private MetricsText() {}

  static byte[] write(List<Metric> metrics, boolean openMetrics) throws IOException {
    MetricSnapshots snapshots = new MetricSnapshots(metrics.stream().map(MetricsText::snapshot).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (openMetrics) {
      OpenMetricsTextFormatWriter.create().write(out, snapshots);
    } else {
      PrometheusTextFormatWriter.create().write(out, snapshots);
    }
    return out.toByteArray();
  }

  private static MetricSnapshot snapshot(Metric metric) {
    return switch (metric.kind) {
      case COUNTER -> {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(metric.name).help(metric.help);
        metric.samples.forEach(sample -> counter.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder().labels(labels(sample.labels())).value(sample.value()).build()));
        yield counter.build();
      }
      case GAUGE -> {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.name).help(metric.help);
        metric.samples.forEach(sample -> gauge.dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels(sample.labels())).value(sample.value()).build()));
        yield gauge.build();
      }
      case HISTOGRAM -> HistogramSnapshot.builder().name(metric.name).help(metric.help)
          .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(buckets(metric.lateness))
              .sum(metric.lateness.sumNanos() / 1e9)
              .build())
          .build();
    };
  }

  private static ClassicHistogramBuckets buckets(Lateness.Snapshot lateness) {
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (long micros : lateness.boundsMicros()) {
      bounds.add(micros / 1e6);
    }
    bounds.add(Double.POSITIVE_INFINITY);
    for (long count : lateness.counts()) {
      counts.add(count);
    }
    return ClassicHistogramBuckets.of(bounds, counts);
  }

  private static Labels labels(Map<String, String> labels) {
    return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
  }
}
