package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * P9 and P14 while some node does not hear some other, in every mixture of three nodes: our views come to rest, the
 * trials in between grow rare, and all agree once everybody hears everybody. At the start west leads.
 */
class StandingLossTest {
  private static final String[] ALL = {"north", "south", "west"};
  private static final long SEEDS = Long.getLong("standing.seeds", 2);
  private static final long STANDS_MILLIS = 200_000;

  private static final Map<String, List<String>> FAULTS =
      Map.of(
          "north deaf to the leader", List.of("west>north"),
          "leader deaf to north", List.of("north>west"),
          "followers deaf to each other", List.of("north>south", "south>north"),
          "leader and north cut", List.of("north>west", "west>north"));

  record Case(String fault, List<String> ours, long seed) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String fault : FAULTS.keySet().stream().sorted().toList()) {
      for (int bits = 1; bits < 1 << ALL.length; bits++) {
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < ALL.length; i++) {
          if ((bits >> i & 1) == 1) {
            ours.add(ALL[i]);
          }
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
          cases.add(new Case(fault, ours, seed));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void viewsComeToRest(Case each) {
    Lab lab = new Lab(each.seed(), 200, 2000, ALL);
    lab.jitterMillis = 30;
    for (String name : ALL) {
      lab.start(name, !each.ours().contains(name));
    }
    lab.until(60_000, () -> lab.agree(ALL));
    lab.run(3000 + 37 * each.seed());
    long began = lab.nowNanos;
    FAULTS.get(each.fault()).forEach(path -> lab.cut(path.split(">")[0], path.split(">")[1]));
    lab.run(18_000);
    Map<String, List<List<String>>> views = told(lab, each);
    lab.run(6_000);
    Map<String, List<List<String>>> later = told(lab, each);
    for (String node : each.ours()) {
      int before = views.get(node).size();
      assertThat(later.get(node).size() - before).as("%s: views from 18 to 24 s: %s", node, later.get(node)).isLessThanOrEqualTo(1);
      assertThat(later.get(node).get(later.get(node).size() - 1)).as("members of %s", node).isEqualTo(views.get(node).get(before - 1));
    }
    lab.run(STANDS_MILLIS - (lab.nowNanos - began) / Lab.MILLIS);
    for (String node : each.ours()) {
      int more = told(lab, each).get(node).size() - later.get(node).size();
      assertThat(more).as("views of %s from 24 to 200 s; with a C leader C makes 90: %s", node, told(lab, each)).isLessThanOrEqualTo(8);
    }
    lab.heal();
    lab.until(90_000, () -> lab.agree(ALL));
  }

  /** West leads and hears both: who is in when one of them is left out stays in, as long as it lasts. If one hears the other, all may be in. */
  @ParameterizedTest
  @CsvSource({"north>south, south>north", "north>south,", "south>north,"})
  void placesStayAndTheHealedFaultIsMergedAtOnce(String one, String other) {
    for (long seed = 1; seed <= 4 * SEEDS; seed++) {
      Lab lab = agreed(seed);
      cut(lab, one, other);
      lab.until(20_000, () -> lab.nodes.get("west").view().members().size() == 2);
      placesStayAndTheEndIsQuick(lab, seed, 0);
    }
  }

  /** The same under a leader of C, which does not prefer who is in: whoever was left out does not ask it as long as it lasts. */
  @ParameterizedTest
  @CsvSource({"north>south, south>north", "north>south,", "south>north,"})
  void placesStayUnderALeaderOfCToo(String one, String other) {
    for (long seed = 1; seed <= 4 * SEEDS; seed++) {
      Lab lab = agreed(seed, "west");
      cut(lab, one, other);
      lab.run(26_000);
      placesStayAndTheEndIsQuick(lab, seed, 26);
    }
  }

  private static void cut(Lab lab, String... paths) {
    Stream.of(paths).filter(path -> path != null).forEach(path -> lab.cut(path.split(">")[0], path.split(">")[1]));
  }

  /** @param from so many seconds ago the fault began */
  private static void placesStayAndTheEndIsQuick(Lab lab, long seed, int from) {
    List<String> members = lab.nodes.get("west").view().names();
    for (int second = from; second < STANDS_MILLIS / 1000; second++) {
      lab.run(1000);
      assertThat(lab.nodes.get("west").view().names()).as("seed %s, second %s", seed, second).containsAll(members);
    }
    lab.run(seed * 1_700);
    lab.heal();
    long took = lab.until(90_000, () -> lab.agree(ALL));
    assertThat(took).as("ms from the end of the fault to one view, seed %s", seed).isLessThan(4000);
  }

  /** Whoever stays outside because it does not hear a member hears of that member's death by the leader's list. */
  @Test
  void whoStaysOutsideComesInWhenTheMemberThatItDoesNotHearIsDead() {
    for (long seed = 1; seed <= 4 * SEEDS; seed++) {
      Lab lab = agreed(seed, "west");
      lab.cut("north", "south");
      lab.cut("south", "north");
      lab.run(60_000 + 700 * seed);
      String inside = lab.nodes.get("west").view().names().get(0);
      assertThat(lab.nodes.get("west").view().names()).as("members, seed %s", seed).hasSize(2);
      lab.crash(inside);
      String[] others = {inside.equals("north") ? "south" : "north", "west"};
      long took = lab.until(90_000, () -> lab.agree(others));
      assertThat(took).as("ms from its death to one view, seed %s", seed).isLessThan(6000);
    }
  }

  /**
   * The link between two followers: each time it is gone somebody is left out, and each time it is back everybody might come in. Gone
   * for so short that no round was made of it, it is nobody's affair.
   */
  @ParameterizedTest
  @CsvSource({"6, 6, 9", "8, 4, 9", "4, 8, 5"})
  void aLinkThatComesAndGoesCalmsDown(int goneSeconds, int backSeconds, int atMostViews) {
    for (long seed = 1; seed <= 4 * SEEDS; seed++) {
      Lab lab = agreed(seed);
      int before = lab.nodes.get("west").views.size();
      for (int flap = 0; flap < 17; flap++) {
        lab.cut("north", "south");
        lab.cut("south", "north");
        lab.run(goneSeconds * 1000);
        lab.heal();
        lab.run(backSeconds * 1000);
      }
      List<List<String>> views = lab.nodes.get("west").views.stream().skip(before).map(View::names).toList();
      assertThat(views).as("the leader's views, seed %s", seed).hasSizeLessThanOrEqualTo(atMostViews);
      lab.until(90_000, () -> lab.agree(ALL));
    }
  }

  /** Two of them, between other followers each, and they are back for good: whoever was left out comes in at once, the second one, too. */
  @Test
  void twoLinksThatComeBackTogetherAreMergedAtOnce() {
    String[] five = {"east", "north", "south", "up", "west"};
    for (long seed = 1; seed <= 4 * SEEDS; seed++) {
      Lab lab = new Lab(seed, 200, 2000, five);
      lab.jitterMillis = 30;
      Stream.of(five).forEach(lab::start);
      lab.until(60_000, () -> lab.agree(five));
      lab.run(3000 + 37 * seed);
      lab.cutBoth("east", "north");
      lab.cutBoth("south", "up");
      lab.run(7_000);
      assertThat(lab.nodes.get("west").view().members()).as("members, seed %s", seed).hasSize(3);
      lab.heal();
      long took = lab.until(90_000, () -> lab.agree(five));
      assertThat(took).as("ms from the end of the fault to one view, seed %s", seed).isLessThan(4000);
    }
  }

  private static Lab agreed(long seed, String... likeC) {
    Lab lab = new Lab(seed, 200, 2000, ALL);
    lab.jitterMillis = 30;
    Stream.of(ALL).forEach(name -> lab.start(name, List.of(likeC).contains(name)));
    lab.until(60_000, () -> lab.agree(ALL));
    lab.run(3000 + 37 * seed);
    return lab;
  }

  private static Map<String, List<List<String>>> told(Lab lab, Case each) {
    Map<String, List<List<String>>> views = new HashMap<>();
    for (String node : each.ours()) {
      views.put(node, lab.nodes.get(node).views.stream().map(View::names).toList());
    }
    return views;
  }
}
