package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.CcmTrace;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Severity;

/**
 * Tells the part of a world's story that a reader wants: what daemons decide, deliver and say of
 * trouble, and what they send that is not the same status again. More of it on request.
 */
final class Reporter implements Witness {
  /** What may be asked for on top. */
  static final Set<String> TOPICS = Set.of("statuses", "acks", "requests", "links", "notices", "arrivals", "deliveries");

  /** Types of which an order may cause hundreds. */
  private static final Set<String> MANY = Set.of(Traffic.TYPE, "NS_rexmit", "NS_nak_rexmit");

  private final Consumer<String> lines;
  private final Set<String> topics = new LinkedHashSet<>();
  private final Map<DaemonLife, String> lastStatus = new HashMap<>();
  private final Map<String, Fold> folds = new LinkedHashMap<>();
  private CcmTrace ccm;
  private boolean silent;

  /** Many lines of one kind under one order: the first is told, the others are counted. */
  private static final class Fold {
    int more;
    String last;
  }

  Reporter(Consumer<String> lines) {
    this.lines = lines;
  }

  void show(String topic) {
    if (!TOPICS.contains(topic)) {
      throw new IllegalArgumentException("'" + topic + "' cannot be shown; known are " + TOPICS.stream().sorted().toList());
    }
    topics.add(topic);
  }

  void hide(String topic) {
    topics.remove(topic);
  }

  /** Tells nothing until further notice. */
  void beSilent(boolean nowSilent) {
    silent = nowSilent;
  }

  /** An order has been obeyed: what was only counted is told. */
  void orderDone() {
    folds.forEach((kind, fold) -> {
      if (fold.more > 0) {
        lines.accept("        " + kind + " " + fold.more + " more, the last: " + fold.last);
      }
    });
    folds.clear();
  }

  private void line(SimulatedNode node, String text) {
    if (!silent) {
      long millis = node.world().nanos() / 1_000_000;
      lines.accept(String.format(Locale.ROOT, "%3d.%03d %s %s", millis / 1000, millis % 1000, node.name(), text));
    }
  }

  /** A line of which there may be hundreds. */
  private void line(SimulatedNode node, String kind, String text) {
    if (silent) {
      return;
    }
    Fold fold = folds.get(node.name() + " " + kind);
    if (fold == null) {
      folds.put(node.name() + " " + kind, new Fold());
      line(node, kind + " " + text);
    } else {
      fold.more++;
      fold.last = text;
    }
  }

  @Override
  public void started(SimulatedNode node) {
    line(node, "starts, generation " + Long.toHexString(node.life().identity().generation()));
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    line(node, orderly ? "has stopped" : "is killed");
  }

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    String ofCcm = silent ? null : ccm(node).describe(message);
    if (ofCcm != null) {
      String to = message.text(Fields.DESTINATION);
      line(node, "-> " + (to == null ? "" : "(to " + to + ") ") + ofCcm);
    } else if (isWorthTelling(node, message)) {
      if (MANY.contains(message.type())) {
        line(node, "-> " + message.type(), fields(message));
      } else {
        line(node, "-> " + message.type() + " " + fields(message));
      }
    }
  }

  private CcmTrace ccm(SimulatedNode node) {
    if (ccm == null) {
      ccm = new CcmTrace(node.world().nodes().stream().map(SimulatedNode::name).toList());
    }
    return ccm;
  }

  /** State changes are set in, so that the eye finds the views. */
  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    if (event instanceof MembershipEvent.Step step && step.from() == step.to()) {
      return;
    }
    if (!(event instanceof MembershipEvent.Notice notice)
        || notice.severity() != Severity.INFO
        || topics.contains("notices")) {
      line(node, (event instanceof MembershipEvent.Step ? "    " : "* ") + CcmTrace.describe(event));
    }
  }

  private boolean isToCcm(Message message) {
    return !topics.contains("deliveries") && ccm != null && ccm.describe(message) != null;
  }

  @Override
  public void looksAt(SimulatedNode node, String link, Message message) {
    if (topics.contains("arrivals") && !node.name().equals(message.text(Fields.SOURCE))
        && !"NS_ackmsg".equals(message.type())) {
      line(node, link + " <- " + message.text(Fields.SOURCE) + " " + Describe.message(message.without(Fields.GENERATION)));
    }
  }

  private static String fields(Message message) {
    String text = Describe.message(message.without(Fields.GENERATION));
    return text.substring(Math.min(text.length(), message.type().length() + 1));
  }

  private boolean isWorthTelling(SimulatedNode node, Message message) {
    return switch (message.type()) {
      case "status" -> isNews(node, message);
      case "NS_ackmsg" -> topics.contains("acks");
      case "NS_rexmit" -> topics.contains("requests");
      default -> true;
    };
  }

  /** A status that says the same as the one before is only the pulse; one sent again is not. */
  private boolean isNews(SimulatedNode node, Message message) {
    String says = message.text(Fields.STATUS) + " " + message.text(Fields.DEADTIME);
    return !says.equals(lastStatus.put(node.life(), says)) || topics.contains("statuses");
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.Delivered delivered) {
      Message message = delivered.message();
      if (!delivered.own() && message.has(Fields.SEQUENCE) && !isToCcm(message)) {
        line(node, "delivers " + message.type() + " of " + message.text(Fields.SOURCE), fields(message));
      }
    } else if (isWorthTelling(node, event)) {
      line(node, Describe.event(event));
    }
  }

  private boolean isWorthTelling(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeStatus status) {
      return !status.node().equals(node.name());
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      return topics.contains("links") && !link.node().equals(node.name());
    } else if (event instanceof ClusterEvent.Notice notice) {
      return notice.severity() != Severity.INFO || topics.contains("notices");
    }
    return event instanceof ClusterEvent.LocalStatus
        || event instanceof ClusterEvent.Flow
        || event instanceof ClusterEvent.Away
        || event instanceof ClusterEvent.NodeRemoved;
  }
}
