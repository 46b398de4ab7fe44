package org.linuxha.heartbeat.membership;

/** One way to decide whether a membership has quorum (ccm.md 7.1). */
public interface QuorumPlugin {

  /** What a plugin says. */
  enum Verdict {
    YES,
    NO,
    /** Ask the next one. */
    TIE
  }

  /** The name in {@code env quorum=}. */
  String name();

  Verdict decide(Votes votes);

  /**
   * What a plugin decides by. Dead nodes and nodes never seen count among all nodes.
   *
   * @param weight the members' weights added; 100 is the default of one node
   */
  record Votes(int members, int nodes, long weight, long totalWeight) {}

  /** {@code majority}: more than half of the nodes; exactly half is a tie. */
  QuorumPlugin MAJORITY = named("majority", votes -> moreThanHalf(votes.members(), votes.nodes()));

  /** {@code twonodes}: in a cluster of two nodes anybody alone has quorum: both halves, after a split. */
  QuorumPlugin TWO_NODES =
      named("twonodes", votes -> votes.nodes() == 2 ? Verdict.YES : Verdict.NO);

  /** {@code weight}: as {@code majority}, with weights. */
  QuorumPlugin WEIGHT = named("weight", votes -> moreThanHalf(votes.weight(), votes.totalWeight()));

  private static Verdict moreThanHalf(long part, long whole) {
    if (part >= whole / 2 + 1) {
      return Verdict.YES;
    }
    return whole % 2 == 0 && part == whole / 2 ? Verdict.TIE : Verdict.NO;
  }

  private static QuorumPlugin named(String name, java.util.function.Function<Votes, Verdict> rule) {
    return new QuorumPlugin() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Verdict decide(Votes votes) {
        return rule.apply(votes);
      }
    };
  }
}
