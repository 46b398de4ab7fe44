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
