package org.linuxha.heartbeat.simulation;

import java.util.List;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** The clients of a node: they send messages to all or to one, singly or in bursts, and wait when they are told to. */
final class Traffic {
  /** The type of a client's message. */
  static final String TYPE = "simulated";

  /** What a client names its messages by, unique in a world. */
  static final String MARK = "mark";

  /** How often a client with a backlog tries again. */
  private static final long RETRY_NANOS = 5_000_000;

  /** Messages on their way to the heart at once (the credits of {@code message.submit}). */
  private static final int CREDITS = 64;

  private final Simulation world;
  private final SimulatedNode node;
  private final SeededRandom random;
  private final double messagesPerSecond;
  private final long endNanos;
  private int backlog;
  private int submitted;

  private Traffic(
      Simulation world, SimulatedNode node, SeededRandom random, double messagesPerSecond, long endNanos) {
    this.world = world;
    this.node = node;
    this.random = random;
    this.messagesPerSecond = messagesPerSecond;
    this.endNanos = endNanos;
  }

  /** Lets every node's clients send at that mean rate until then. */
  static void plan(Simulation world, SeededRandom random, double messagesPerSecond, long endNanos) {
    for (SimulatedNode node : world.nodes()) {
      Traffic traffic = new Traffic(world, node, random.stream(node.name()), messagesPerSecond, endNanos);
      if (messagesPerSecond > 0) {
        traffic.planNext();
      }
    }
  }

  private void planNext() {
    world.time().after((long) random.exponential(1e9 / messagesPerSecond), () -> {
      boolean idle = backlog == 0;
      backlog += random.nextInt(200) == 0 ? random.nextInt(1, 400) : 1;
      if (idle) {
        work();
      }
      if (world.nanos() < endNanos) {
        planNext();
      }
    });
  }

  private void work() {
    DaemonLife life = node.life();
    if (life == null || life.picture().state() != LocalState.ACTIVE) {
      backlog = 0;
      return;
    }
    while (backlog > 0 && life.submissionsWaiting() < CREDITS && !life.picture().submittersPaused()) {
      backlog--;
      node.submit(message(node.name() + "." + submitted++, destination()));
    }
    if (backlog > 0) {
      world.time().after(RETRY_NANOS, this::work);
    }
  }

  private String destination() {
    List<SimulatedNode> nodes = world.nodes();
    return random.nextInt(4) == 0 ? nodes.get(random.nextInt(nodes.size())).name() : "";
  }

  /** A client's message; {@code destination} empty for all. */
  static Message message(String mark, String destination) {
    Message message = Message.ofType(TYPE).with(MARK, mark);
    return destination.isEmpty() ? message : message.with(Fields.DESTINATION, destination);
  }

  /** Whether that notice says that messages of others are lost for good. */
  static boolean saysLost(ClusterEvent.Notice notice) {
    return notice.code() == Code.MESSAGE_GIVEN_UP
        || notice.code() == Code.PACKETS_LOST_FOR_GOOD
        || notice.code() == Code.PACKET_IRRETRIEVABLE;
  }
}
