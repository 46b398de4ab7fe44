package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Signatures;
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
import org.linuxha.heartbeat.message.Message;

/**
 * Mutated packets through parser and heart; half of them are signed after the mutation, so that they
 * authenticate. Run more with {@code -Dfuzz.packets=10000000 -Dfuzz.seed=N}.
 */
class FuzzTest {
  private static final int PACKETS = Integer.getInteger("fuzz.packets", 150_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

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
  void noPacketWhateverItsContentThrowsOrHurtsTheClustersOwnState() throws Exception {
    Vectors.Capture capture = Vectors.all().stream().filter(each -> each.name().equals("autojoin-addnode-delnode")).findFirst().orElseThrow();
    List<byte[]> seeds = new ArrayList<>();
    for (Vectors.Capture each : Vectors.all()) {
      List<byte[]> payloads = Vectors.payloads(each);
      seeds.addAll(payloads.subList(0, Math.min(40, payloads.size())));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    KeyRing keys = capture.ring();
    Envelope envelope = new Envelope(keys, true, ClusterConfig.Compression.DEFAULT);
    Signatures signatures = new Signatures();
    Sink sink = new Sink();
    Cluster heart = heart(sink);
    long nanos = 1_000_000_000L;
    heart.onStart(new Now(nanos, 1_700_000_000L, "0"));
    int accepted = 0;
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = mutate(seeds.get(random.nextInt(seeds.size())), random);
      byte[] sent = random.nextBoolean() ? resign(packet, keys, signatures) : packet;
      nanos += 10_000;
      try {
        if (envelope.unpack(sent) instanceof Unpacked.Accepted message) {
          accepted++;
          heart.onReceived("eth0", message.message(), new Now(nanos, 1_700_000_000L, "0"));
        }
      } catch (Throwable e) {
        throw new AssertionError("packet " + i + " of -Dfuzz.seed=" + SEED + ": "
            + new String(sent, StandardCharsets.ISO_8859_1), e);
      }
    }
    assertThat(accepted).as("mutations that still authenticate").isGreaterThan(PACKETS / 20);
    assertThat(sink.selfStatus).isIn("init", "up", "active");
    assertThat(sink.timers).isLessThan(PACKETS * 2);
  }

  private static Cluster heart(Sink sink) {
    ClusterConfig config = new ClusterConfig("c", List.of("north", "south", "east"), List.of(new Medium.Bcast("eth0", 694)),
        new Timing(500, 2000, 4000, 5000, 4000), ClusterConfig.Autojoin.OTHER, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, false, ClusterConfig.AutoFailback.OFF);
    return new Cluster(config, new Identity("north", new java.util.UUID(7, 7), 1L, "test"), NodeTable.EMPTY,
        java.util.random.RandomGenerator.of("L64X128MixRandom"), sink);
  }

  private static byte[] resign(byte[] packet, KeyRing keys, Signatures signatures) {
    String text = new String(packet, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf("%%%\n");
    if (end < 0) {
      return packet;
    }
    byte[] body = Arrays.copyOf(packet, end + 4);
    KeyRing.Key key = keys.activeKey();
    String digest = keys.active() + " " + signatures.digest(key.algorithm(), key.secret(), body, 0, body.length);
    byte[] trailer = (digest.length() + ":" + digest + ",").getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(body, body.length + trailer.length);
    System.arraycopy(trailer, 0, whole, body.length, trailer.length);
    return whole;
  }

  /** Flips bytes, cuts, doubles, or swaps values of fields so that lengths stay right. */
  private static byte[] mutate(byte[] seed, SplittableRandom random) {
    byte[] packet = seed.clone();
    int kind = random.nextInt(6);
    if (kind == 0) {
      return Arrays.copyOf(packet, random.nextInt(packet.length + 1));
    }
    if (kind == 1) {
      int from = random.nextInt(packet.length);
      int to = from + random.nextInt(packet.length - from);
      byte[] longer = Arrays.copyOf(packet, packet.length + to - from);
      System.arraycopy(packet, from, longer, to, packet.length - from);
      return longer;
    }
    int changes = 1 + random.nextInt(kind == 2 ? 1 : 4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(packet.length);
      packet[at] = switch (kind) {
        case 3 -> (byte) ('0' + random.nextInt(10));
        case 4 -> packet[at] >= '0' && packet[at] <= 'z' ? (byte) "0123456789abcdef-".charAt(random.nextInt(17)) : packet[at];
        default -> (byte) random.nextInt(256);
      };
    }
    return packet;
  }
}
