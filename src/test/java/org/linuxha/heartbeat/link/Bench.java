package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;

/** Links of a daemon that is nothing else: what they tell is kept, what they shall send is published. */
final class Bench implements AutoCloseable {
  static final KeyRing KEYS = sha1("secret1");
  static final ClusterConfig CONFIG =
      new ClusterConfig(
          "linux-ha", List.of("alice", "bob"), List.of(), new Timing(1_000, 5_000, 10_000, 20_000, 10_000),
          ClusterConfig.Autojoin.NONE, ClusterConfig.MessageFormat.CLASSIC, ClusterConfig.Compression.DEFAULT,
          1, 250, false, ClusterConfig.AutoFailback.OFF);

  static final String NODE = "alice";

  /** Of links that are deployed from now on. */
  LinkSections sections = LinkSections.NONE;

  final House house = House.open();
  final List<LinkInput> inputs = new CopyOnWriteArrayList<>();

  Bench() {
    Gathered.<LinkInput>consumer(house.vertx().eventBus(), Addresses.LINK_RECEIVED, inputs::add);
  }

  static KeyRing sha1(String secret) {
    return new KeyRing(
        1, Map.of(1, new KeyRing.Key(Algorithm.SHA1, Bytes.copyOf(secret.getBytes(StandardCharsets.ISO_8859_1)))));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  static void await(BooleanSupplier condition, Supplier<String> what) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("in vain waited for " + what.get());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  String deploy(String id, Medium medium) throws Exception {
    return await(house.deploy(House.Loop.PULSE,
        () -> new LinkVerticle(id, medium, CONFIG.withMedia(List.of(medium)), KEYS, sections, NODE)));
  }

  static Message message(String type) {
    return Message.ofType(type).with("src", "bob");
  }

  static byte[] packet(Message message, KeyRing keys) {
    try {
      return new Envelope(keys, true, ClusterConfig.Compression.DEFAULT).pack(message);
    } catch (MalformedMessage e) {
      throw new AssertionError(e);
    }
  }

  void send(Message message) {
    publish(new LinkOutput.Transmit(message, Bytes.copyOf(packet(message, KEYS))));
  }

  void publish(LinkOutput output) {
    house.vertx().eventBus().publish(Addresses.LINK_SEND, output);
  }

  /** Sends those bytes to a port of this host, as some stranger might. */
  static void shoot(int port, byte[]... packets) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] packet : packets) {
        socket.send(new DatagramPacket(packet, packet.length, InetAddress.getByName("127.0.0.1"), port));
      }
    }
  }

  <T extends LinkInput> List<T> told(Class<T> kind) {
    return inputs.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
  }

  <T extends LinkInput> T awaitTold(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
    await(() -> told(kind).stream().anyMatch(wanted), () -> kind.getSimpleName() + " among " + inputs);
    return told(kind).stream().filter(wanted).findFirst().orElseThrow();
  }

  LinkInput.Received awaitReceived(String type) throws InterruptedException {
    return awaitTold(LinkInput.Received.class, received -> type.equals(received.message().type()));
  }

  /** A UDP port that nobody uses now. */
  static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    await(house.close());
  }
}
