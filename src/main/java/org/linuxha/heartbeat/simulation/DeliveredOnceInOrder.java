package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Of one generation of a node, each daemon delivers each message at most once and in the order sent. */
final class DeliveredOnceInOrder implements Witness {
  static final String NAME = "nothing is delivered twice or out of order";

  private record Source(DaemonLife observer, String node, long generation) {}

  private final Map<Source, Long> lastBySource = new HashMap<>();

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.Delivered delivered && delivered.message().has(Fields.SEQUENCE)) {
      judge(node, delivered.message());
    }
  }

  private void judge(SimulatedNode node, Message message) {
    Source source =
        new Source(node.life(), message.text(Fields.SOURCE), message.hex(Fields.GENERATION).orElse(0));
    long sequence = message.hex(Fields.SEQUENCE).orElse(0);
    Long last = lastBySource.put(source, sequence);
    if (last != null && sequence <= last) {
      throw new Violation(
          NAME, node.world().nanos(),
          node.name() + " delivers number " + sequence + " of " + source.node() + " after number " + last);
    }
  }
}
