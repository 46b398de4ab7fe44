package org.linuxha.heartbeat.membership;

/**
 * P7 for an answer that is older than our question. We asked a leader of ours, its answer and its list were lost, we went on
 * alone and told a view of our own, and ask again: what was lost comes now, sent once more, and looks like the answer to
 * that. The list that follows would make a view whose instance is no higher than ours. The leader has not made it for our
 * last question, as it takes in whoever names a higher transition by a round, which ends above all that its members held
 * ({@link Conduct#needsRound}). So we do not take that list, and ask again with the highest number that we held.
 *
 * <p>The answer itself cannot tell, as a leader may well be of a lower transition than we are.
 */
final class LateAnswer implements Habit {
  private final Machine machine;

  LateAnswer(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    boolean tooLate = message instanceof CcmMessage.MemList list && isForUs(list) && wouldFall(list) && machine.nodes.get(heard.from()).isOfOurs();
    if (tooLate) {
      machine.group.major(machine.group.maxTransition());
      machine.askAgain("the list of " + heard.from() + " is older than our question", heard.now());
    }
    return tooLate;
  }

  private boolean isForUs(CcmMessage.MemList list) {
    return machine.state() == CcmState.NEW_NODE_WAIT_FOR_MEM_LIST
        && list.stamp().cookie().equals(machine.group.cookie())
        && list.major() == machine.group.major();
  }

  private boolean wouldFall(CcmMessage.MemList list) {
    return list.major() < machine.group.maxTransition();
  }
}
