package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.simulation.Life;

/** How long memberships took to agree after the last fault: how many did, the usual time, and the slowest with their seeds. */
final class Slowest {
  private static final int KEPT = 10;

  private static final Comparator<Life.Outcome> BY_KEEPALIVES =
      Comparator.comparingDouble((Life.Outcome outcome) -> keepalives(outcome)).reversed();

  private final List<Life.Outcome> slowest = new ArrayList<>();
  private final int[] livesByKeepalives = new int[2_000];
  private long agreed;

  void add(Life.Outcome outcome) {
    if (outcome.agreedNanos() < 0) {
      return;
    }
    agreed++;
    livesByKeepalives[(int) Math.min(livesByKeepalives.length - 1, Math.ceil(keepalives(outcome)))]++;
    slowest.add(outcome);
    slowest.sort(BY_KEEPALIVES);
    if (slowest.size() > KEPT) {
      slowest.remove(KEPT);
    }
  }

  private static double keepalives(Life.Outcome outcome) {
    return outcome.agreedNanos() / 1e6 / outcome.plan().timing().keepalive();
  }

  /** Within so many keepalives that share of the lives agreed. */
  private int quantile(double share) {
    long count = 0;
    for (int i = 0; i < livesByKeepalives.length; i++) {
      count += livesByKeepalives[i];
      if (count >= share * agreed) {
        return i;
      }
    }
    return livesByKeepalives.length;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (agreed > 0) {
      lines.add(
          "After the last fault all memberships agreed in " + agreed + (agreed == 1 ? " life" : " lives") + ": half within "
              + quantile(0.5) + " keepalives, 99 % within " + quantile(0.99) + ", 99.9 % within " + quantile(0.999) + ". Slowest:");
      slowest.forEach(outcome -> lines.add(line(outcome)));
    }
    return lines;
  }

  private static String line(Life.Outcome outcome) {
    return String.format(
        Locale.ROOT, "  %.1f keepalives (%.1f s) seed %d: %s", keepalives(outcome), outcome.agreedNanos() / 1e9,
        outcome.plan().seed(), outcome.plan());
  }

  JsonObject json() {
    JsonArray list = new JsonArray();
    slowest.forEach(
        outcome -> list.add(
            new JsonObject()
                .put("seed", outcome.plan().seed())
                .put("keepalives", keepalives(outcome))
                .put("seconds", outcome.agreedNanos() / 1e9)
                .put("world", outcome.plan().toString())));
    return new JsonObject()
        .put("lives", agreed)
        .put("medianKeepalives", quantile(0.5))
        .put("p99Keepalives", quantile(0.99))
        .put("p999Keepalives", quantile(0.999))
        .put("slowest", list);
  }
}
