package org.linuxha.heartbeat.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;

/**
 * Shows packets beyond normal traffic to clients that asked for them with {@code setfilter} (client-api.md 4.6):
 * heartbeats without news, packets for others, packets that came before, the daemons' own dialogue, other
 * clients' requests. The lanes of the links are listened to only while somebody wants that.
 */
final class Tap {
  static final int NOCHANGE = 0x02;
  static final int DROPIT = 0x04;
  static final int DUPLICATE = 0x08;
  static final int APICALL = 0x10;
  static final int PROTOCOL = 0x20;

  /** Numbers of a node that are remembered, to know one that comes again. */
  private static final int REMEMBERED = 512;

  private final String self;
  private final KnownCluster cluster;
  private final Sessions sessions;
  private final BodyCodec codec;
  private final BiConsumer<Session, byte[]> sender;
  private final Consumer<Boolean> switcher;
  private final Map<String, String> statuses = new HashMap<>();
  private final Map<String, Recent> recent = new HashMap<>();
  private boolean on;

  /**
   * @param switcher begins and ends listening to the links
   */
  Tap(
      String self,
      KnownCluster cluster,
      Sessions sessions,
      BodyCodec codec,
      BiConsumer<Session, byte[]> sender,
      Consumer<Boolean> switcher) {
    this.self = self;
    this.cluster = cluster;
    this.sessions = sessions;
    this.codec = codec;
    this.sender = sender;
    this.switcher = switcher;
  }

  /** A filter changed, or a client went. */
  void look() {
    boolean wanted = sessions.all().stream().anyMatch(session -> (session.filter & ~Session.KEEPIT) != 0);
    if (wanted != on) {
      on = wanted;
      statuses.clear();
      recent.clear();
      cluster.inOrder().forEach(node -> statuses.put(node.name, node.status));
      switcher.accept(on);
    }
  }

  /** A packet came on a link. Normal ones reach clients by the cluster's events. */
  void received(Message packet) {
    String source = packet.text(Fields.SOURCE);
    if (source == null || cluster.node(source) == null) {
      return;
    }
    show(packet, kindOf(packet, source));
  }

  /** A packet of our own left. */
  void sent(Message packet) {
    if (packet.isUnsequenced()) {
      show(packet, PROTOCOL);
    } else if ("status".equals(packet.type())) {
      show(packet, NOCHANGE);
    } else if (isForOthers(packet)) {
      show(packet, DROPIT);
    }
  }

  /** A client asks the daemon something: others may want to see that. */
  void asked(Session asker, Message request) {
    if (on) {
      show(request, APICALL, asker);
    }
  }

  private int kindOf(Message packet, String source) {
    boolean again = packet.has(Fields.SEQUENCE) && recent.computeIfAbsent(source, name -> new Recent()).has(packet);
    if (again || source.equals(self)) {
      return DUPLICATE;
    }
    String status = packet.text(Fields.STATUS, "");
    boolean heartbeat = "status".equals(packet.type()) || "NS_st".equals(packet.type());
    if (heartbeat) {
      return status.equals(statuses.put(source, status)) ? NOCHANGE : 0;
    }
    if (packet.isUnsequenced()) {
      return PROTOCOL;
    }
    return isForOthers(packet) ? DROPIT : 0;
  }

  private boolean isForOthers(Message packet) {
    UUID uuid = packet.uuid(Fields.DESTINATION_UUID);
    KnownNode own = cluster.node(self);
    if (uuid != null && own != null && own.uuid != null) {
      return !uuid.equals(own.uuid);
    }
    String name = packet.text(Fields.DESTINATION);
    return name != null && !name.equals(self);
  }

  private void show(Message packet, int kind) {
    show(packet, kind, null);
  }

  private void show(Message packet, int kind, Session except) {
    byte[] body = null;
    for (Session session : sessions.all()) {
      if ((session.filter & kind) == 0 || session == except) {
        continue;
      }
      try {
        body = body != null ? body : kind == APICALL ? codec.encode(packet) : codec.encodePacket(packet);
      } catch (MalformedMessage unsayable) {
        return;
      }
      sender.accept(session, body);
    }
  }

  /** The last numbers of one node's generation. */
  private static final class Recent {
    private final Deque<String> order = new ArrayDeque<>();
    private final Set<String> numbers = new HashSet<>();

    boolean has(Message packet) {
      String number = packet.text(Fields.GENERATION) + " " + packet.text(Fields.SEQUENCE);
      if (!numbers.add(number)) {
        return true;
      }
      order.add(number);
      if (order.size() > REMEMBERED) {
        numbers.remove(order.poll());
      }
      return false;
    }
  }
}
