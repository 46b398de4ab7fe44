package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chosen membership of a join round (ccm.md 5.4). */
class CliqueTest {

  @Test
  void choosesWhatTheBinaryChoosesInAllRecordedGraphs() {
    JsonArray graphs = new JsonArray(Vectors.text("clique-vectors.json"));
    assertThat(graphs.size()).isEqualTo(565);
    for (int i = 0; i < graphs.size(); i++) {
      JsonObject graph = graphs.getJsonObject(i);
      Map<Integer, Bitmap> heard = new HashMap<>();
      JsonObject adjacency = graph.getJsonObject("adj");
      adjacency.fieldNames().forEach(
          vertex -> heard.put(Integer.valueOf(vertex), Bitmap.of(numbers(adjacency.getJsonArray(vertex)))));
      Clique.Result result = Clique.largest(numbers(graph.getJsonArray("order")), heard);
      assertThat(result.members().indices())
          .as("graph %d: %s", i, graph)
          .isEqualTo(numbers(graph.getJsonArray("result")).stream().sorted().toList())
          .hasSize(graph.getInteger("maxsize"));
      assertThat(result.proven()).isTrue();
    }
  }

  private static List<Integer> numbers(JsonArray array) {
    return array.stream().map(number -> ((Number) number).intValue()).toList();
  }

  @Test
  void anEdgeNeedsBothEnds() {
    Map<Integer, Bitmap> heard =
        Map.of(0, Bitmap.of(0, 1), 1, Bitmap.of(0, 1, 2), 2, Bitmap.of(2));
    assertThat(Clique.largest(List.of(0, 1, 2), heard).members()).isEqualTo(Bitmap.of(0, 1));
  }

  @Test
  void whoDidNotAnswerIsConnectedToNobody() {
    Map<Integer, Bitmap> heard = Map.of(0, Bitmap.of(0, 1, 2), 1, Bitmap.of(0, 1, 2));
    assertThat(Clique.largest(List.of(0, 1, 2), heard).members()).isEqualTo(Bitmap.of(0, 1));
    assertThat(Clique.largest(List.of(0), Map.of()).members()).isEqualTo(Bitmap.EMPTY);
  }

  @Test
  void indicesThatAreNoVerticesDoNotCount() {
    Map<Integer, Bitmap> heard = Map.of(3, Bitmap.of(1, 3, 7), 7, Bitmap.of(1, 3, 7));
    assertThat(Clique.largest(List.of(7, 3), heard).members()).isEqualTo(Bitmap.of(3, 7));
  }

  @Test
  void findsThePlantedGroupWhereTakingAwayOneByOneMissesIt() {
    Random random = new Random(7);
    int better = 0;
    for (int round = 0; round < 60; round++) {
      Map<Integer, Bitmap> heard = randomGraph(24, 0.6, random);
      List<Integer> vertices = IntStream.range(0, 24).boxed().toList();
      Clique.Result bounded = Clique.largest(vertices, heard, 0);
      Clique.Result full = Clique.largest(vertices, heard);
      assertThat(bounded.proven()).isFalse();
      assertThat(full.proven()).isTrue();
      assertFullyConnected(full.members(), heard);
      assertFullyConnected(bounded.members(), heard);
      assertThat(full.members().size()).isGreaterThanOrEqualTo(bounded.members().size());
      better += full.members().size() > bounded.members().size() ? 1 : 0;
    }
    assertThat(better).as("graphs in which only the search finds the largest").isPositive();
  }

  @Test
  void staysFastWithSixtyFourNodesAndSaysWhenItGaveUp() {
    Random random = new Random(11);
    List<Integer> vertices = new ArrayList<>(IntStream.range(0, 64).boxed().toList());
    long start = System.nanoTime();
    for (double density : new double[] {0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0}) {
      Collections.shuffle(vertices, random);
      assertFullyConnected(
          Clique.largest(vertices, randomGraph(64, density, random)).members(),
          null);
    }
    assertThat((System.nanoTime() - start) / 1_000_000).as("ms for nine graphs").isLessThan(20_000);
    Clique.Result cut = Clique.largest(vertices, randomGraph(64, 0.9, random), 50);
    assertThat(cut.proven()).isFalse();
    assertThat(cut.members().size()).isPositive();
  }

  /** 0 hears all; 1 and 2 do not hear each other. */
  @Test
  void ofSeveralLargestTheOneWithMostOfThePreferred() {
    Map<Integer, Bitmap> heard = Map.of(0, Bitmap.of(0, 1, 2), 1, Bitmap.of(0, 1), 2, Bitmap.of(0, 2));
    for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 0, 2))) {
      assertThat(Clique.largest(order, heard, List.of(0, 1)).members()).as("1 stays, in order %s", order).isEqualTo(Bitmap.of(0, 1));
      assertThat(Clique.largest(order, heard, List.of(0, 2)).members()).as("2 stays, in order %s", order).isEqualTo(Bitmap.of(0, 2));
      Bitmap byRule = Clique.largest(order, heard).members();
      assertThat(Clique.largest(order, heard, List.of(0, 1, 2)).members()).as("both were in").isEqualTo(byRule);
      assertThat(Clique.largest(order, heard, List.of(7)).members()).as("who did not take part").isEqualTo(byRule);
    }
  }

  @Test
  void theSizeGoesBeforeThePreferred() {
    Random random = new Random(5);
    int changed = 0;
    for (int round = 0; round < 300; round++) {
      Map<Integer, Bitmap> heard = randomGraph(9, 0.5, random);
      List<Integer> vertices = new ArrayList<>(IntStream.range(0, 9).boxed().toList());
      Collections.shuffle(vertices, random);
      List<Integer> preferred = vertices.stream().filter(vertex -> random.nextBoolean()).toList();
      Bitmap byRule = Clique.largest(vertices, heard).members();
      Bitmap kept = Clique.largest(vertices, heard, preferred).members();
      assertFullyConnected(kept, heard);
      assertThat(kept.size()).isEqualTo(byRule.size());
      assertThat(count(kept, preferred)).as("of %s in %s", preferred, heard).isEqualTo(mostPreferred(heard, byRule.size(), preferred));
      changed += kept.equals(byRule) ? 0 : 1;
    }
    assertThat(changed).as("graphs in which it matters").isGreaterThan(50);
  }

  private static int mostPreferred(Map<Integer, Bitmap> heard, int size, List<Integer> preferred) {
    int most = 0;
    for (int bits = 0; bits < 1 << 9; bits++) {
      int chosen = bits;
      List<Integer> set = IntStream.range(0, 9).filter(vertex -> (chosen >> vertex & 1) == 1).boxed().toList();
      boolean connected = set.stream().allMatch(a -> set.stream().allMatch(b -> heard.get(a).contains(b)));
      if (set.size() == size && connected) {
        most = Math.max(most, count(Bitmap.of(set), preferred));
      }
    }
    return most;
  }

  private static int count(Bitmap set, List<Integer> preferred) {
    return (int) preferred.stream().filter(set::contains).count();
  }

  private static Map<Integer, Bitmap> randomGraph(int size, double density, Random random) {
    Map<Integer, List<Integer>> lists = new HashMap<>();
    IntStream.range(0, size).forEach(i -> lists.put(i, new ArrayList<>(List.of(i))));
    for (int a = 0; a < size; a++) {
      for (int b = a + 1; b < size; b++) {
        if (random.nextDouble() < density) {
          lists.get(a).add(b);
          lists.get(b).add(a);
        }
      }
    }
    Map<Integer, Bitmap> heard = new HashMap<>();
    lists.forEach((vertex, list) -> heard.put(vertex, Bitmap.of(list)));
    return heard;
  }

  private static void assertFullyConnected(Bitmap members, Map<Integer, Bitmap> heard) {
    assertThat(members.size()).isPositive();
    if (heard == null) {
      return;
    }
    for (int a : members.indices()) {
      for (int b : members.indices()) {
        assertThat(heard.get(a).contains(b)).as("%d hears %d", a, b).isTrue();
      }
    }
  }
}
