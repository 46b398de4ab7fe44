package org.linuxha.heartbeat.feed;

import java.util.List;
import java.util.function.IntSupplier;
import org.linuxha.heartbeat.bus.Lateness;

/** Numbers of this room itself: its loop, its readers, its queues. */
final class ServiceNumbers {
  private final Lateness lateness = new Lateness();
  private final EventStream stream;
  private final IntSupplier connections;
  private final IntSupplier waiting;
  private final IntSupplier outstanding;
  private final long periodNanos;
  private long lastTickNanos;

  /**
   * @param connections open HTTP connections
   * @param waiting messages of HTTP clients that wait for their turn
   * @param outstanding those that the heart has not taken yet
   * @param periodMillis how often {@link #tick} is called
   */
  ServiceNumbers(
      EventStream stream, IntSupplier connections, IntSupplier waiting, IntSupplier outstanding, long periodMillis) {
    this.stream = stream;
    this.connections = connections;
    this.waiting = waiting;
    this.outstanding = outstanding;
    this.periodNanos = periodMillis * 1_000_000;
  }

  /** A periodic timer of the service loop. */
  void tick(long nowNanos) {
    if (lastTickNanos != 0) {
      lateness.record(nowNanos - lastTickNanos - periodNanos);
    }
    lastTickNanos = nowNanos;
  }

  List<Metric> read() {
    return List.of(
        Metric.histogram("heartbeat_service_lateness_seconds",
            "How late a timer of the loop was that serves clients and HTTP", lateness.snapshot()),
        Metric.counter("heartbeat_events", "Events told on the event stream").add(stream.seq()),
        Metric.gauge("heartbeat_event_readers", "Readers of the event stream").add(stream.readers()),
        Metric.counter("heartbeat_event_readers_cut", "Readers whose stream was ended because they were too slow").add(stream.cuts()),
        Metric.gauge("heartbeat_queue_depth", "What waits in a queue")
            .add(stream.waiting(), "queue", "event-readers")
            .add(waiting.getAsInt(), "queue", "http-messages")
            .add(outstanding.getAsInt(), "queue", "http-messages-untaken"),
        Metric.gauge("heartbeat_http_connections", "Open HTTP connections").add(connections.getAsInt()));
  }
}
