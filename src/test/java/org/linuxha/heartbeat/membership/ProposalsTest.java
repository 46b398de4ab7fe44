package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Severity;

/**
 * What our CCM does better than C's, one test a proposal of ccm.md 11. One-way delay 2 ms, keepalive 200 ms
 * (so U = 1 s, VRS = 1.8 s), deadtime 2 s.
 */
class ProposalsTest {
  private static final long DELAY = 2;
  private static final long UPDATE = 1000;

  private static Lab lab(String... names) {
    Lab lab = new Lab(5, 200, 2000, names);
    lab.delayMillis = DELAY;
    return lab;
  }

  /** All of them ours, started together and agreed. */
  private static Lab agreed(String... names) {
    Lab lab = lab(names);
    for (String name : names) {
      lab.start(name);
    }
    lab.until(10_000, () -> lab.agree(names));
    lab.run(3000);
    return lab;
  }

  private static List<View> views(Lab lab, String node) {
    return lab.nodes.get(node).views;
  }

  private static boolean tellsInFlux(Lab lab, String node) {
    return lab.nodes.get(node).told.stream().anyMatch(MembershipEvent.InFlux.class::isInstance);
  }

  private static void untilDead(Lab lab, String dead, String... observers) {
    lab.until(4000, () -> List.of(observers).stream().allMatch(name -> "dead".equals(lab.nodes.get(name).status.get(dead))));
  }

  @Test
  void p1TimersAreDueInMillisecondsNotAtTheNextTick() {
    CcmConfig config = new CcmConfig("n1", 200, Quorum.parse(""));
    assertThat(new OurConduct(config).dueNanos(7, config.updateNanos())).isEqualTo(7 + 1_000_000_000L);
    CConduct c = new CConduct();
    c.onStart(new Now(0, 0, ""));
    assertThat(c.dueNanos(7, config.updateNanos())).as("C: the next tick").isEqualTo(2_000_000_000L);
  }

  @Test
  void p1ALostLeaderCostsFourDelaysAndALostFollowerSix() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.crash("n3");
    untilDead(lab, "n3", "n1", "n2");
    assertThat(lab.until(100, () -> lab.agree("n1", "n2"))).isLessThanOrEqualTo(4 * DELAY);

    Lab second = agreed("n1", "n2", "n3");
    second.crash("n1");
    untilDead(second, "n1", "n2", "n3");
    assertThat(second.until(100, () -> second.agree("n2", "n3"))).isLessThanOrEqualTo(6 * DELAY);
  }

  @Test
  void p2AFreshNodeAcceptsASmallGroupIfNoLargerOneCanExist() {
    Lab lab = agreed("n1", "n2", "n3");
    assertThat(lab.count("has only")).as("refusals").isZero();
    assertThat(views(lab, "n3").get(0).names()).containsExactly("n1", "n2", "n3");
  }

  @Test
  void p2ButRefusesItWhileALiveNodeIsSilent() {
    Lab lab = lab("n1", "n2", "n3", "n4", "n5");
    for (String name : List.of("n1", "n2", "n3", "n4", "n5")) {
      lab.start(name);
    }
    lab.nodes.get("n1").freeze();
    lab.nodes.get("n2").freeze();
    lab.nodes.get("n3").freeze();
    lab.run(8000);
    assertThat(lab.count("has only 1 members")).as("n4 does not follow n5 at once").isPositive();
  }

  @Test
  void p3NobodyWaitsForANodeWhoseCcmSignedOff() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.stop("n3");
    assertThat(lab.until(UPDATE, () -> lab.agree("n1", "n2"))).isLessThan(10 * DELAY);
    assertThat(lab.nodes.get("n1").status.get("n3")).as("its node is live still").isEqualTo("active");
  }

  @Test
  void p4AQuickRestartOfTheLeaderIsItsLoss() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.crash("n3");
    lab.run(300);
    lab.start("n3");
    assertThat(lab.until(UPDATE, () -> lab.agree("n1", "n2", "n3"))).isLessThan(UPDATE);
    assertThat(lab.count("is dead")).isZero();
    assertThat(lab.nodes.get("n1").view().leader()).isEqualTo("n1");
  }

  @Test
  void p4OneOfOursIsEnoughAmongNodesLikeC() {
    Lab lab = lab("n1", "n2", "n3");
    lab.start("n1");
    lab.start("n2", true);
    lab.start("n3", true);
    lab.until(30_000, () -> lab.agree("n1", "n2", "n3"));
    lab.run(3000);
    lab.crash("n3");
    lab.run(300);
    lab.start("n3", true);
    lab.until(15_000, () -> lab.agree("n1", "n2", "n3"));
    assertThat(lab.nodes.get("n1").view().leader()).isEqualTo("n1");
  }

  @Test
  void p5AStartBeginsWithALeaveSoThatMembersLikeCForgetTheFormerLife() {
    Lab lab = lab("n1", "n2", "n3");
    lab.start("n1", true);
    lab.start("n2", true);
    lab.start("n3");
    lab.until(30_000, () -> lab.agree("n1", "n2", "n3"));
    lab.run(3000);
    lab.crash("n3");
    lab.run(300);
    int before = lab.lines.size();
    lab.start("n3");
    lab.until(15_000, () -> lab.agree("n1", "n2", "n3"));
    List<String> sent = lab.lines.subList(before, lab.lines.size()).stream().filter(line -> line.contains("n3 -> all ccm")).toList();
    assertThat(sent.get(0)).contains("ccm leave");
    assertThat(sent.get(1)).contains("ccm join");
  }

  @Test
  void p6AFollowersLossTakesTheShortPathWithoutAVoidView() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.crash("n1");
    lab.until(4000, () -> lab.agree("n2", "n3"));
    assertThat(lab.count("NODE_LEAVE A")).isZero();
    assertThat(lab.lines).anyMatch(line -> line.contains("NODE_LEAVE ") && line.contains("node=n1"));
    assertThat(tellsInFlux(lab, "n2")).isFalse();
    assertThat(tellsInFlux(lab, "n3")).isFalse();
  }

  @Test
  void p6AsLeaderWeTakeTheWrongNameOfACFollowerForWhatItMeans() {
    Lab lab = lab("n1", "n2", "n3");
    lab.start("n1", true);
    lab.start("n2", true);
    lab.start("n3");
    lab.until(30_000, () -> lab.agree("n1", "n2", "n3"));
    lab.run(3000);
    lab.crash("n1");
    lab.until(8000, () -> lab.agree("n2", "n3"));
    assertThat(lab.lines).anyMatch(line -> line.contains("NODE_LEAVE ") && line.contains("node=n3"));
    assertThat(tellsInFlux(lab, "n3")).as("no round was needed").isFalse();
  }

  @Test
  void p7InstancesNeverFallAmongOurOwn() {
    Lab lab = agreed("n1", "n2");
    lab.cutBoth("n1", "n2");
    lab.run(4000);
    lab.heal();
    lab.until(5000, () -> lab.agree("n1", "n2"));
    for (String node : List.of("n1", "n2")) {
      assertThat(views(lab, node).stream().map(View::instance).toList()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void p8AMergeIsOneChangeWithoutAViewOfOne() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.cutBoth("n3", "n1");
    lab.cutBoth("n3", "n2");
    lab.run(4000);
    int before = views(lab, "n3").size();
    int others = views(lab, "n1").size();
    lab.heal();
    lab.until(500, () -> lab.agree("n1", "n2", "n3"));
    lab.run(5000);
    assertThat(views(lab, "n3")).hasSize(before + 1);
    assertThat(views(lab, "n1")).hasSize(others + 1);
  }

  /** Also where the lone node does not become the leader: it is the first that is taken in. */
  @Test
  void p8ALoneNodeThatComesInTellsNoSmallerViewAndNoEviction() {
    Lab lab = agreed("n1", "n2", "n3", "n4");
    for (String other : List.of("n2", "n3", "n4")) {
      lab.cutBoth("n1", other);
    }
    lab.run(4000);
    int before = views(lab, "n1").size();
    lab.heal();
    lab.until(1000, () -> lab.agree("n1", "n2", "n3", "n4"));
    lab.run(5000);
    assertThat(views(lab, "n1").subList(before, views(lab, "n1").size()).stream().map(View::names))
        .containsExactly(List.of("n1", "n2", "n3", "n4"));
    assertThat(lab.nodes.get("n1").told).noneMatch(MembershipEvent.Evicted.class::isInstance);
  }

  @Test
  void p8ButAnOldViewIsVoidWhenTheMergeTakesLong() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.cutBoth("n3", "n1");
    lab.cutBoth("n3", "n2");
    lab.run(4000);
    lab.heal();
    lab.cut("n1", "n3");
    lab.run(3 * UPDATE);
    boolean quorate = lab.nodes.get("n1").view().quorum() && !tellsInFlux(lab, "n1");
    assertThat(quorate && lab.nodes.get("n3").view().quorum()).as("quorum twice").isFalse();
  }

  @Test
  void p9WhoHearsOnlyPartOfUsIsNotTakenInAgainAndAgain() {
    Lab lab = agreed("n1", "n2", "n3", "n4");
    lab.cutBoth("n1", "n3");
    lab.cutBoth("n2", "n4");
    lab.run(20_000);
    int before = views(lab, "n4").size();
    lab.run(40_000);
    assertThat(views(lab, "n4").size() - before).as("views of the leader in 40 s; C makes a dozen").isLessThanOrEqualTo(6);
    lab.heal();
    lab.until(40_000, () -> lab.agree("n1", "n2", "n3", "n4"));
  }

  @Test
  void p10AFollowerActsForALeaderThatDoesNothing() {
    Lab lab = agreed("n1", "n2", "n3", "n4");
    lab.nodes.get("n4").freeze();
    lab.crash("n1");
    untilDead(lab, "n1", "n2", "n3");
    long took = lab.until(20_000, () -> lab.agree("n2", "n3"));
    assertThat(took).isBetween(2 * UPDATE, 5 * UPDATE);
  }

  @Test
  void p11ADeathInARoundCompletesItAtOnce() {
    Lab lab = agreed("n1", "n2", "n3", "n4", "n5");
    lab.crash("n5");
    lab.run(150);
    lab.crash("n1");
    untilDead(lab, "n1", "n2", "n3", "n4");
    assertThat(lab.until(UPDATE, () -> lab.agree("n2", "n3", "n4"))).isLessThan(10 * DELAY);
  }

  @Test
  void p11ACandidateThatNeverAsksIsLeftOutOfTheNextRound() {
    Lab lab = agreed("n1", "n2", "n3", "n4");
    boolean[] done = {false};
    lab.afterEvent(node -> {
      if (!done[0] && node.name.equals("n1") && node.ccm().state() == CcmState.JOINING) {
        done[0] = true;
        node.freeze();
      }
    });
    lab.crash("n4");
    untilDead(lab, "n4", "n2", "n3");
    assertThat(lab.until(30_000, () -> lab.agree("n2", "n3"))).isLessThan(6 * UPDATE);
    assertThat(lab.count("never asked whom we heard")).isPositive();
  }

  @Test
  void p12TheExcludedNodeTellsItsClients() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.cut("n1", "n3");
    lab.run(4000);
    assertThat(lab.nodes.get("n1").told).anyMatch(MembershipEvent.Evicted.class::isInstance);
  }

  @Test
  void p13OrdinaryChangesAreNoWarnings() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.crash("n1");
    lab.until(4000, () -> lab.agree("n2", "n3"));
    lab.start("n1");
    lab.until(4000, () -> lab.agree("n1", "n2", "n3"));
    for (LabNode node : lab.nodes.values()) {
      assertThat(node.told)
          .noneMatch(event -> event instanceof MembershipEvent.Notice notice && notice.severity() != Severity.INFO);
    }
  }

  /** C's would stay a group of its own for ever (ccm.md 10.19). */
  @Test
  void p14ALiveNodeThatWasLeftOutIsRemindedAndComesIn() {
    Lab lab = lab("n1", "n2", "n3");
    lab.start("n1");
    lab.start("n2", true);
    lab.start("n3");
    lab.until(30_000, () -> lab.agree("n1", "n2", "n3"));
    lab.run(3000);
    lab.nodes.get("n2").freeze();
    lab.crash("n1");
    lab.until(30_000, () -> lab.agree("n3"));
    lab.start("n1");
    lab.run(5000);
    lab.nodes.get("n2").thaw();
    lab.until(60_000, () -> lab.agree("n1", "n2", "n3"));
  }
}
