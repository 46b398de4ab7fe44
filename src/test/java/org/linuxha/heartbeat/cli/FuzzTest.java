package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.cluster.Cluster;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Effects;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.ClassicFramer;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * Mutated packets through parser and heart, many of them rightly signed after the mutation. Run more with {@code -Dfuzz.packets=10000000 -Dfuzz.seed=N}.
 */
class FuzzTest {
  private static final int PACKETS = Integer.getInteger("fuzz.packets", 200_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

  /** Some copies of the 2 MiB that a compressed message may have, and its decompressor. */
  private static final long MOST_BYTES = 32L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A heart whose effects are thrown away, but counted where they could grow without bound. */
  private static final class Sink implements Effects {
    int timers;
    int sent;
    String selfStatus = "";

    @Override
    public void transmit(Message message) {
      sent++;
    }

    @Override
    public void forward(Message message, Set<String> links) {
      sent++;
    }

    @Override
    public void tell(ClusterEvent event) {
      if (event instanceof ClusterEvent.NodeStatus status && status.node().equals("north")) {
        selfStatus = status.status();
      }
    }

    @Override
    public void schedule(Timer timer, long dueNanos) {
      timers++;
    }

    @Override
    public void drainLinks(long token) {}

    @Override
    public void save(NodeTable table) {}
  }

  @Test
  void noPacketWhateverItsContentThrowsCostsOrHurtsTheClustersOwnState() throws Exception {
    List<byte[]> seeds = seeds();
    SplittableRandom random = new SplittableRandom(SEED);
    KeyRing keys = Vectors.named("autojoin-addnode-delnode").ring();
    Mutator mutator = new Mutator(random, keys);
    Envelope envelope = new Envelope(keys, true, ClusterConfig.Compression.DEFAULT);
    Sink sink = new Sink();
    Cluster heart = heart(sink);
    long nanos = 1_000_000_000L;
    heart.onStart(new Now(nanos, 1_700_000_000L, "0"));
    int accepted = 0;
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = mutator.next(seeds.get(random.nextInt(seeds.size())));
      nanos += 10_000;
      try {
        Unpacked unpacked = unpack(envelope, packet);
        if (unpacked instanceof Unpacked.Accepted message) {
          accepted++;
          heart.onReceived("eth0", message.message(), new Now(nanos, 1_700_000_000L, "0"));
        }
      } catch (Throwable e) {
        throw new AssertionError("packet " + i + " of -Dfuzz.seed=" + SEED + ": " + Mutator.latin(packet), e);
      }
    }
    assertThat(accepted).as("mutations that still authenticate").isGreaterThan(PACKETS / 10);
    assertThat(sink.selfStatus).isIn("init", "up", "active");
    assertThat(sink.timers).isLessThan(PACKETS * 2);
  }

  /** Opens it, looks what that cost, and whether what was understood would be understood again. */
  private static Unpacked unpack(Envelope envelope, byte[] packet) throws MalformedMessage {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Unpacked unpacked = envelope.unpack(packet);
    long cost = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(cost).as("bytes allocated for a packet").isLessThan(MOST_BYTES);
    if (unpacked instanceof Unpacked.Accepted accepted) {
      Message message = accepted.message();
      assertThat(NetstringCodec.decode(NetstringCodec.encode(message))).isEqualTo(message);
    }
    return unpacked;
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Vectors.Capture each : Vectors.all()) {
      List<byte[]> payloads = Vectors.payloads(each);
      seeds.addAll(payloads.subList(0, Math.min(40, payloads.size())));
      payloads.stream().filter(FuzzTest::isRare).limit(10).forEach(seeds::add);
    }
    return seeds;
  }

  /** Structs, lists and compressed fields are rare, but what parsers stumble over. */
  private static boolean isRare(byte[] payload) {
    return payload.length < 5_000 && Mutator.latin(payload).matches("(?s).*[:\\n]\\([2-4]\\).*");
  }

  @Test
  void cutAtAnyByteNoRecordedPacketIsBelieved() throws IOException {
    for (Vectors.Capture capture : Vectors.all()) {
      Envelope envelope = new Envelope(capture.ring(), true, ClusterConfig.Compression.DEFAULT);
      List<byte[]> payloads = Vectors.payloads(capture);
      for (byte[] payload : payloads.subList(0, Math.min(30, payloads.size()))) {
        int step = payload.length < 2_000 ? 1 : 97;
        for (int length = 0; length < payload.length; length += step) {
          assertThat(envelope.unpack(Arrays.copyOf(payload, length)))
              .as("%s cut at %d", capture, length).isInstanceOf(Unpacked.Rejected.class);
        }
      }
    }
  }

  @Test
  void aSerialLineReadInPiecesOfAnySizeHoldsTheSameMessages() throws IOException {
    Vectors.Capture capture = Vectors.named("serial-all-types");
    byte[] line = Files.readAllBytes(capture.file());
    List<String> recorded = Vectors.payloads(capture).stream().map(Mutator::latin).toList();
    for (int size = 1; size < 300; size++) {
      List<String> messages = new ArrayList<>();
      ClassicFramer framer = new ClassicFramer((offset, octets) -> messages.add(Mutator.latin(octets)));
      for (int at = 0; at < line.length; at += size) {
        framer.feed(line, at, Math.min(at + size, line.length));
      }
      assertThat(messages).as("pieces of %d bytes", size).isEqualTo(recorded);
    }
  }

  private static Cluster heart(Sink sink) {
    ClusterConfig config = new ClusterConfig("c", List.of("north", "south", "east"), List.of(new Medium.Bcast("eth0", 694)),
        new Timing(500, 2000, 4000, 5000, 4000), ClusterConfig.Autojoin.OTHER, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, false, ClusterConfig.AutoFailback.OFF);
    return new Cluster(config, new Identity("north", new java.util.UUID(7, 7), 1L, "test"), NodeTable.EMPTY,
        java.util.random.RandomGenerator.of("L64X128MixRandom"), sink);
  }
}
