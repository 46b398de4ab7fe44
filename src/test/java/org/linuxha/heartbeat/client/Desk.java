package org.linuxha.heartbeat.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.LocalFrame;
import org.linuxha.heartbeat.message.Message;

/**
 * The whole reception of node alpha without a socket or a heart: messages come back as the heart would loop
 * them, and node beta answers questions about its clients.
 */
final class Desk {
  static final int PID = 4711;
  static final UUID UUID_OF_ALPHA = UUID.fromString("29e3b659-d425-48f7-a713-44afff248fea");
  static final UUID UUID_OF_BETA = UUID.fromString("a01825e5-b9a9-4a0c-9c4a-c8e9fd73ce18");
  static final long ROOT = 0;
  static final long HACLUSTER = 102;
  static final long HACLIENT = 105;

  final KnownCluster cluster;
  private final String self;
  final Sessions sessions = new Sessions();
  final List<Message> sent = new ArrayList<>();
  final List<Session> rung = new ArrayList<>();
  private final BodyCodec codec;
  private final Uplink uplink;
  private final Postman postman;
  private final Reception reception;
  private final int ttl;
  private long sequence = 0x100;
  boolean heldUp;
  boolean tapped;
  private final List<Runnable> held = new ArrayList<>();

  /** Whether node beta answers questions about its clients. */
  boolean betaAnswers = true;

  Desk(List<String> nodes, Set<String> pingNodes, boolean netstring) {
    this("alpha", nodes, pingNodes, netstring, Map.of("keepalive", "200ms", "deadtime", "2"), new Timing(200, 1000, 2000, 6000, 2000));
    sessions.reserve("ccm");
  }

  /** Of that node, where the daemon has no membership service of its own. */
  Desk(String self, List<String> nodes, Set<String> pingNodes, boolean netstring, Map<String, String> parameters, Timing timing) {
    this.self = self;
    cluster = new KnownCluster(nodes);
    ttl = nodes.size() + 1;
    codec = new BodyCodec(keys(), netstring, ClusterConfig.Compression.DEFAULT);
    Complaints complaints = new Complaints(() -> 0);
    uplink = new Uplink(new Loop());
    ClientSetup setup = setup(self, nodes, parameters, timing);
    reception = new Reception(setup, Runnable::run, cluster, sessions, codec, uplink, rung::add, on -> tapped = on, complaints);
    postman = new Postman(
        self, sessions, codec, new ClientQuestions(sessions, uplink), reception::deliver, complaints);
    for (String node : nodes) {
      boolean ping = pingNodes.contains(node);
      tell(new ClusterEvent.NodeAdded(
          node, ping ? NodeType.PING : NodeType.NORMAL, uuid(node), ping ? "ping" : "active", 100, "",
          List.of(ping ? node : "eth0")));
      tell(new ClusterEvent.LinkStatus(node, ping ? node : "eth0", true, "heard", null));
    }
    tell(new ClusterEvent.LocalStatus(LocalState.ACTIVE, LocalState.UP, "all heard"));
  }

  private static UUID uuid(String node) {
    return switch (node) {
      case "alpha" -> UUID_OF_ALPHA;
      case "beta" -> UUID_OF_BETA;
      case "gamma" -> UUID.nameUUIDFromBytes(new byte[] {3});
      default -> null;
    };
  }

  static KeyRing keys() {
    return new KeyRing(1, Map.of(1, new KeyRing.Key(Algorithm.SHA1, Bytes.of(UUID_OF_ALPHA))));
  }

  private static ClientSetup setup(String self, List<String> nodes, Map<String, String> parameters, Timing timing) {
    Map<String, Permitted> table = new LinkedHashMap<>();
    table.put("default", new Permitted(Set.of(), Set.of(HACLIENT)));
    table.put("ipfail", new Permitted(Set.of(HACLUSTER), Set.of()));
    table.put("ccm", new Permitted(Set.of(HACLUSTER), Set.of()));
    table.put("ping", new Permitted(Set.of(), Set.of(HACLIENT)));
    table.put("lha-snmpagent", new Permitted(Set.of(ROOT), Set.of()));
    table.put("anon", new Permitted(Set.of(ROOT), Set.of(HACLIENT)));
    table.put("both", new Permitted(Set.of(HACLUSTER), Set.of(ROOT)));
    ClusterConfig config = new ClusterConfig(
        "linux-ha", nodes, List.of(), timing, ClusterConfig.Autojoin.NONE,
        ClusterConfig.MessageFormat.CLASSIC, ClusterConfig.Compression.DEFAULT, 1, 250, false,
        ClusterConfig.AutoFailback.OFF);
    return new ClientSetup(
        self, config, nodes, parameters, table, 0, false,
        "3.0.6 (node: 958e11be8686759f1b99204c17812f2c2633b169)", 0, keys(), Path.of("register"), Path.of("ccm"), true, Path.of("fifo"));
  }

  void tell(ClusterEvent event) {
    cluster.apply(event);
    postman.take(event, 1_000_000);
  }

  Tap tap() {
    return reception.tap();
  }

  /** The heart sends again. */
  void goOn() {
    heldUp = false;
    List<Runnable> now = List.copyOf(held);
    held.clear();
    now.forEach(Runnable::run);
    uplink.hear(new ClusterEvent.Flow(false, ""));
  }

  Caller call(int pid, long uid, long gid) {
    return new Caller(pid, uid, gid);
  }

  Caller call(long uid, long gid) {
    return call(PID, uid, gid);
  }

  /** A message with its header, as if alpha or another node had sent it. */
  Message packet(Message own, String source) {
    UUID destination = own.text(Fields.DESTINATION) == null ? null : uuid(own.text(Fields.DESTINATION));
    Message addressed = destination == null ? own : own.with(Fields.DESTINATION_UUID, destination);
    return addressed.with(Fields.SOURCE, source).with(Fields.SOURCE_UUID, uuid(source))
        .with(Fields.SEQUENCE, Long.toHexString(++sequence)).with(Fields.GENERATION, "6b029d86")
        .with(Fields.TIME, "6b029de5").with(Fields.LOAD, "0.1 0.2 0.3 1/1 1").with(Fields.TTL, Integer.toString(ttl));
  }

  /** The heart: what is for us comes back, what is for others does not. */
  private final class Loop implements Uplink.Lane {
    @Override
    public Future<Void> submit(Submission submission) {
      if (heldUp) {
        io.vertx.core.Promise<Void> promise = io.vertx.core.Promise.promise();
        held.add(() -> {
          pass(submission.message());
          promise.complete();
        });
        return promise.future();
      }
      pass(submission.message());
      return Future.succeededFuture();
    }

    private void pass(Message message) {
      sent.add(message);
      String destination = message.text(Fields.DESTINATION);
      if (destination == null || destination.equals(self)) {
        postman.take(new ClusterEvent.Delivered(packet(message, self), "", true), 0);
      } else if (betaAnswers && destination.equals("beta") && ClientQuestions.QUESTION.equals(message.type())) {
        String name = message.text(Fields.CLIENT_NAME);
        postman.take(new ClusterEvent.Delivered(
            packet(Message.ofType(ClientQuestions.ANSWER).with(Fields.DESTINATION, "alpha").with(Fields.RESULT, "OK")
                .with(Fields.CLIENT_NAME, name).with(Fields.TO_ID, message.text(Fields.FROM_ID))
                .with(Fields.CLIENT_STATUS, name.equals("ccm") ? "online" : "offline"), "beta")
                .with(Fields.AUTH, "1 0123"), "eth0", false), 0);
      }
    }

    @Override
    public int waiting() {
      return held.size();
    }

    @Override
    public void hear(ClusterEvent event) {
      // flow is made by goOn
    }
  }

  /** One connected program. */
  final class Caller {
    final EmbeddedChannel channel = new EmbeddedChannel();
    private final Credentials credentials;

    Caller(int pid, long uid, long gid) {
      credentials = new Credentials(pid, uid, gid);
      reception.welcome(channel, credentials);
    }

    void raw(byte[] bytes) {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    void frame(byte[] body) {
      ByteBuf frame = Unpooled.buffer();
      Frames.write(body, frame);
      channel.writeInbound(frame);
    }

    void say(Message message) throws Exception {
      byte[] classic = org.linuxha.heartbeat.message.ClassicCodec.encode(message);
      frame(java.util.Arrays.copyOf(classic, classic.length + 1));
    }

    void signOn(String name) throws Exception {
      say(request("signon").with("from_id", name).with("uid", Long.toString(credentials.uid()))
          .with("gid", Long.toString(credentials.gid())));
    }

    Message request(String type) {
      return Message.ofType("hbapi-req").with("reqtype", type).with("pid", Integer.toString(credentials.pid()));
    }

    /** What came since the last look. */
    List<byte[]> bodies() {
      channel.runPendingTasks();
      List<byte[]> bodies = new ArrayList<>();
      for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
        while (frame.isReadable()) {
          int length = Frames.intAt(frame, frame.readerIndex());
          frame.skipBytes(LocalFrame.HEADER);
          byte[] body = new byte[length];
          frame.readBytes(body);
          bodies.add(body);
        }
        frame.release();
      }
      return bodies;
    }

    List<Message> heard() throws Exception {
      List<Message> messages = new ArrayList<>();
      for (byte[] body : bodies()) {
        messages.add(BodyCodec.decode(body));
      }
      return messages;
    }

    boolean isCut() {
      channel.runPendingTasks();
      return !channel.isOpen();
    }
  }
}
