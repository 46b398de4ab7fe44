package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P9 when the fault is over: a leader does not answer whom a round left out ({@link PartialLoss}), and need not notice when
 * the two that were deaf to each other are in touch again, as it has heard both all the time. Whoever was left out does: it hears the
 * other come back from the dead, or gets the STATE_INFO that a node sends to whom it hears come back (ccm.md 4.5). So its question who
 * leads, sent once more then, names those nodes. C reads no such field.
 */
final class InTouchAgain implements Habit {
  private final Machine machine;
  private final Merge merge;
  private final Set<String> again = new TreeSet<>();
  /** Who went on without us; nobody if we are in a group with others since. */
  private Set<String> others = Set.of();

  InTouchAgain(Machine machine) {
    this.machine = machine;
    merge = new Merge(machine);
  }

  @Override
  public void onLeftOut(Collection<String> members, Now now) {
    others = Set.copyOf(members);
    again.clear();
    tell();
  }

  @Override
  public void onAgreed(Now now) {
    if (machine.group.size() > 1) {
      others = Set.of();
      again.clear();
      tell();
    }
  }

  /** Who calls us hears us. */
  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (message instanceof CcmMessage.StateInfo && !heard.own()) {
      inTouch(heard.from());
    }
    return false;
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (!node.isLive()) {
      again.remove(node.name);
      tell();
    } else if (previous.equals(CcmNode.DEAD)) {
      inTouch(node.name);
      if (asksInsteadOfCalling(node)) {
        merge.restart("in touch again with " + node.name + ", which went on without us", now);
      }
    }
  }

  @Override
  public boolean asksInsteadOfCalling(CcmNode node) {
    return machine.state() == CcmState.JOINED && machine.group.size() == 1 && others.contains(node.name);
  }

  private void inTouch(String node) {
    if (!others.isEmpty() && again.add(node)) {
      tell();
      if (machine.state() == CcmState.VERSION_REQUEST) {
        machine.sendToAll(machine.question());
      }
    }
  }

  private void tell() {
    machine.inTouchAgain = Set.copyOf(again);
  }
}
