package org.linuxha.heartbeat.membership;

import java.util.List;

/**
 * The messages between CCMs, one record a type (ccm.md 3.2). Node lists are bitmaps over the indices of
 * the node table, sorted by name.
 */
public sealed interface CcmMessage {

  /** The sender's transition number. */
  int major();

  /** The size of the sender's node table. */
  int nodeCount();

  /** Hands this message to the handler's method for its type. */
  void deliverTo(CcmHandler handler, Heard heard);

  /** A message with the standard fields. */
  sealed interface Stamped extends CcmMessage {
    Stamp stamp();

    @Override
    default int major() {
      return stamp().major();
    }

    @Override
    default int nodeCount() {
      return stamp().nodeCount();
    }
  }

  /** What makes a group: it carries the cookie and the numbers of before, and the group's new cookie beside them. */
  sealed interface MemberList extends Stamped {
    Bitmap members();

    Cookie newCookie();
  }

  /**
   * To all: "who is the leader, may I join?"
   *
   * @param inTouchAgain of ours, left out by a round: who is in touch with it again since; C says nothing of it
   */
  record ProtoVersion(int major, int nodeCount, Bitmap inTouchAgain) implements CcmMessage {
    ProtoVersion(int major, int nodeCount) {
      this(major, nodeCount, Bitmap.EMPTY);
    }

    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onProtoVersion(this, heard);
    }
  }

  /** To one: "I am the leader of a group of that many." */
  record ProtoVersionResp(Stamp stamp, int protocol, int groupSize) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onProtoVersionResp(this, heard);
    }
  }

  /** To all, with the cookie and major just learnt: "here I am, take me in". */
  record Alive(Stamp stamp) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onAlive(this, heard);
    }
  }

  /** To the leader: "I heard that new node, too". */
  record NewNode(Stamp stamp, String node) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onNewNode(this, heard);
    }
  }

  /** From the leader to all: "this member is lost". */
  record NodeLeaveNotice(Stamp stamp, String node) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onNodeLeaveNotice(this, heard);
    }
  }

  /** To the leader, the answer to the notice. C puts the leader's name in {@code node} (ccm.md 10.1). */
  record NodeLeave(Stamp stamp, String node) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onNodeLeave(this, heard);
    }
  }

  /**
   * From the leader to all: the result of the short path.
   *
   * @param quorum null if the field is missing
   * @param uptimes one a member, ascending by node index
   */
  record MemList(Stamp stamp, Bitmap members, Boolean quorum, List<Integer> uptimes, Cookie newCookie)
      implements MemberList {
    public MemList {
      uptimes = List.copyOf(uptimes);
    }

    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onMemList(this, heard);
    }
  }

  /** To all: "I take part in this join round". */
  record Join(Stamp stamp) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onJoin(this, heard);
    }
  }

  /** From the leader candidate of a round to all: "whose JOIN did you hear?" */
  record ReqMemList(Stamp stamp) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onReqMemList(this, heard);
    }
  }

  /**
   * To the candidate: "those".
   *
   * @param maxTransition the highest major the sender ever held
   * @param heard null means "you are not my candidate"
   */
  record ResMemList(Stamp stamp, int maxTransition, Bitmap heard) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard whom) {
      handler.onResMemList(this, whom);
    }
  }

  /**
   * From the candidate to all: the result of the round.
   *
   * @param newMajor the transition number from now on
   * @param quorum null if the field is missing
   */
  record FinalMemList(Stamp stamp, int newMajor, Bitmap members, Boolean quorum, Cookie newCookie)
      implements MemberList {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onFinalMemList(this, heard);
    }
  }

  /**
   * To a node that came back from the dead: "I am in a group, in that state".
   *
   * @param state the name of the sender's state as it came; an unknown one is no state at all
   */
  record StateInfo(Stamp stamp, String state) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onStateInfo(this, heard);
    }
  }

  /** To all: "I left my group to merge with another one; do the same". */
  record Restart(int major, int nodeCount) implements CcmMessage {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onRestart(this, heard);
    }
  }

  /** To the sender of a JOIN: "your round is over". Its minor holds the major (ccm.md 3.2). */
  record Abort(Stamp stamp) implements Stamped {
    @Override
    public void deliverTo(CcmHandler handler, Heard heard) {
      handler.onAbort(this, heard);
    }
  }
}
