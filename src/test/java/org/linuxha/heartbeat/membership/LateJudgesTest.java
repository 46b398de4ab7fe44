package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** A round that a death begins waits until the C daemons have found it, too: who joins before waits for its tick. */
class LateJudgesTest {
  private static final int DEADTIME = 2_000;

  /** A quarter of a second and a keepalive. */
  private static final int LATENESS = 450;

  /** Messages of the round, and the spread of the verdicts in the Lab. */
  private static final int ROUND = 50;

  private static Lab lab(int seed, long latenessOfC, String... kinds) {
    String[] names = names(kinds.length);
    Lab lab = new Lab(seed, 200, DEADTIME, names);
    lab.latenessOfCMillis = latenessOfC;
    for (int i = 0; i < kinds.length; i++) {
      lab.start(names[i], kinds[i].equals("c"));
      lab.run(7_000);
    }
    lab.until(60_000, () -> lab.agree(names));
    lab.run(3_000 + 37L * seed);
    return lab;
  }

  private static String[] names(int count) {
    return Stream.iterate(1, i -> i + 1).limit(count).map(i -> "n" + i).toArray(String[]::new);
  }

  private static String[] without(Lab lab, String... lost) {
    return lab.nodes.keySet().stream().filter(name -> !List.of(lost).contains(name)).toArray(String[]::new);
  }

  private static String leader(Lab lab) {
    return lab.nodes.get("n1").view().leader();
  }

  /** Ours the candidate, or C's: who comes first is the oldest. */
  @ParameterizedTest
  @CsvSource({"c,ours,c", "c,c,ours"})
  void aLostLeaderIsReplacedAsSoonAsTheLastHasJudged(String first, String second, String third) {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 370, first, second, third);
      String leader = leader(lab);
      assertThat(leader).isEqualTo("n1");
      lab.crash(leader);
      assertThat(lab.until(10_000, () -> lab.agree(without(lab, leader)))).as("seed " + seed).isLessThanOrEqualTo(DEADTIME + LATENESS + ROUND);
    }
  }

  @Test
  void theFirstJoinEndsTheWaiting() {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 0, "c", "ours", "c");
      lab.crash("n1");
      lab.in(DEADTIME + 100, () -> lab.nodes.get("n3").feed(wakeUp(lab)));
      assertThat(lab.until(10_000, () -> lab.agree("n2", "n3"))).as("seed " + seed).isLessThanOrEqualTo(DEADTIME + 100 + ROUND);
    }
  }

  /** Any message makes C's CCM deal with a death at once (ccm.md 6.2). */
  private static ClusterEvent wakeUp(Lab lab) {
    return new ClusterEvent.Delivered(
        Message.ofType("resource").with(Fields.SOURCE, "n2"), "net", false);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void nobodyWaitsWhereAllAreOurs(int count) {
    Lab lab = lab(5, 370, Stream.generate(() -> "ours").limit(count).toArray(String[]::new));
    lab.crash("n1");
    assertThat(lab.until(10_000, () -> lab.agree(without(lab, "n1")))).isLessThanOrEqualTo(DEADTIME + ROUND);
  }

  /** The short path needs nobody's verdict but the leader's. */
  @Test
  void aLostFollowerOfOursIsNotWaitedFor() {
    Lab lab = lab(5, 370, "ours", "c", "c");
    lab.crash("n3");
    assertThat(lab.until(10_000, () -> lab.agree("n1", "n2"))).isLessThanOrEqualTo(DEADTIME + ROUND);
  }

  /** Two changes at a time are a round, of a leader of ours, too. */
  @Test
  void twoFollowersThatDieTogetherAreOneRoundInTime() {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 370, "ours", "c", "c", "c");
      lab.crash("n3");
      lab.crash("n4");
      assertThat(lab.until(10_000, () -> lab.agree("n1", "n2"))).as("seed " + seed).isLessThanOrEqualTo(DEADTIME + LATENESS + ROUND);
    }
  }

  /** The candidate dies while we wait for its final list. */
  @Test
  void aCandidateThatDiesInTheMiddleIsReplacedInTime() {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 370, "c", "c", "ours", "c");
      lab.crash("n1");
      lab.until(10_000, () -> lab.nodes.get("n3").ccm().state() == CcmState.MEMLIST_RES);
      lab.crash("n2");
      assertThat(lab.until(10_000, () -> lab.agree("n3", "n4"))).as("seed " + seed).isLessThanOrEqualTo(DEADTIME + LATENESS + ROUND);
    }
  }

  /** Whatever else happens meanwhile: a busy cluster delivers thousands of messages in that time. */
  @Test
  void oneTimerStandsHoweverManyMessagesCome() {
    Lab lab = lab(1, 370, "c", "ours", "c");
    LabNode ours = lab.nodes.get("n2");
    lab.crash("n1");
    lab.until(10_000, () -> ours.ccm().machine().losses.has("n1"));
    int before = ours.timers;
    for (int i = 0; i < 1_000; i++) {
      ours.feed(wakeUp(lab));
    }
    assertThat(ours.ccm().machine().losses.has("n1")).as("still waits").isTrue();
    assertThat(ours.timers - before).isZero();
    assertThat(lab.until(10_000, () -> lab.agree("n2", "n3"))).isLessThanOrEqualTo(LATENESS + ROUND);
  }

  /** Nobody was told of its loss: nothing has happened. */
  @Test
  void aLeaderThatIsHeardAgainMeanwhileIsNotLost() {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 370, "ours", "ours", "c");
      LabNode ours = lab.nodes.get("n2");
      View before = ours.view();
      lab.cut("n1", "n2");
      lab.until(10_000, () -> ours.ccm().machine().losses.has("n1"));
      lab.run(100);
      int from = lab.lines.size();
      lab.heal();
      lab.run(10_000);
      assertThat(lab.agree("n1", "n2", "n3")).isTrue();
      assertThat(ours.view()).as(() -> String.join("\n", lab.lines.subList(from, lab.lines.size()))).isEqualTo(before);
      assertThat(ours.told).filteredOn(MembershipEvent.InFlux.class::isInstance).isEmpty();
    }
  }

  /** One that began a new life has lost what it knew: it is lost, and taken in again. */
  @Test
  void aLeaderThatStartsAnewMeanwhileIsLost() {
    for (int seed = 1; seed <= 20; seed++) {
      Lab lab = lab(seed, 370, "ours", "ours", "c");
      LabNode ours = lab.nodes.get("n2");
      lab.crash("n1");
      lab.until(10_000, () -> ours.ccm().machine().losses.has("n1"));
      lab.start("n1");
      lab.until(30_000, () -> lab.agree("n1", "n2", "n3"));
      assertThat(ours.views).as("seed " + seed).anyMatch(view -> view.names().equals(List.of("n2", "n3")));
    }
  }

  /** Two members of a leader of ours are lost, which makes an attempt of its own: a JOIN of the one before is not of it. */
  @Test
  void theJoinThatEndsTheWaitingIsOfTheRoundThatItIsOf() {
    Lab lab = lab(1, 370, "ours", "c", "c", "c");
    Machine leader = lab.nodes.get("n1").ccm().machine();
    lab.crash("n3");
    lab.crash("n4");
    lab.until(10_000, () -> leader.losses.has("n3") && leader.losses.has("n4"));
    assertThat(leader.state()).isEqualTo(CcmState.JOINED);
    Message former = CcmCodec.encode(new CcmMessage.Join(leader.stamp()), "").with(Fields.SOURCE, "n2");
    lab.nodes.get("n1").feed(new ClusterEvent.Delivered(former, "net", false));
    assertThat(leader.state()).isEqualTo(CcmState.JOINING);
    assertThat(leader.group.minor()).isEqualTo(1);
    assertThat(leader.round.has("n2")).as("n2 has part in an attempt that it does not know").isFalse();
    lab.until(10_000, () -> lab.agree("n1", "n2"));
  }
}
