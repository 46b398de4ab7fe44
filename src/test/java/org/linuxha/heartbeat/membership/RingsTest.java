package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * P9 where no node hears all others: a square and a ring of five, each hearing its two neighbours, stand for ten minutes
 * (3000 keepalives). C's views change every two to five seconds without end (ccm.md 8.10); ours come to rest, tried ever more seldom.
 */
class RingsTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource({"3, 4", "4, 4", "5, 4", "3, 5", "4, 5"})
  void viewsComeToRest(long seed, int size) {
    List<String> names = List.of("a", "b", "c", "d", "e").subList(0, size);
    Lab lab = new Lab(seed, 200, 2000, names.toArray(String[]::new));
    lab.jitterMillis = 30;
    names.forEach(lab::start);
    lab.until(MINUTE, () -> lab.agree(names.toArray(String[]::new)));
    lab.run(3000 + 37 * seed);
    for (int one = 0; one < size; one++) {
      for (int other = one + 2; other < size; other++) {
        if (one > 0 || other < size - 1) {
          lab.cutBoth(names.get(one), names.get(other));
        }
      }
    }
    lab.run(5 * MINUTE);
    Map<String, Integer> before = new HashMap<>();
    names.forEach(name -> before.put(name, lab.nodes.get(name).views.size()));
    lab.run(5 * MINUTE);
    for (String name : names) {
      List<View> views = lab.nodes.get(name).views;
      assertThat(views.size() - before.get(name)).as("views of %s in the second five minutes: %s", name, views).isLessThanOrEqualTo(8);
    }
    lab.heal();
    lab.until(100 * 200, () -> lab.agree(names.toArray(String[]::new)));
  }
}
