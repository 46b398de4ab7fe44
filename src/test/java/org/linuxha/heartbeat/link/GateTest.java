package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Keys that differ are worth a line; keys that are just being changed on all nodes are not. */
class GateTest {
  private static final Map<Integer, KeyRing.Key> BOTH = Map.of(1, key("first"), 2, key("second"));
  private final AtomicLong nanos = new AtomicLong(77);
  private final List<Problem> said = new ArrayList<>();

  private static KeyRing.Key key(String secret) {
    return new KeyRing.Key(Algorithm.SHA1, Bytes.copyOf(secret.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private Gate gate(int active) {
    return new Gate(new KeyRing(active, BOTH), Bench.CONFIG, () -> "mcast lo", new Notices(nanos::get, said::add));
  }

  private static byte[] signedWith(int active) {
    return Bench.packet(Bench.message("status"), new KeyRing(active, BOTH));
  }

  @Test
  void anotherKeyOfOursIsBelievedAndSaid() {
    assertThat(gate(2).admit(signedWith(1), "10.0.0.1")).isNotNull();
    assertThat(said).extracting(Problem::code).containsExactly(Code.KEYS_DIFFER);
  }

  @Test
  void afterAChangeTheOthersHaveTimeToChangeToo() {
    Gate gate = gate(1);
    gate.swapKeys(new KeyRing(2, BOTH));
    assertThat(gate.admit(signedWith(1), "10.0.0.1")).as("what we sent a moment before").isNotNull();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
    gate.admit(signedWith(1), "10.0.0.1");
    assertThat(said).isEmpty();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    gate.admit(signedWith(1), "10.0.0.1");
    assertThat(said).extracting(Problem::code).containsExactly(Code.KEYS_DIFFER);
  }
}
