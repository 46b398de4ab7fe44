package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * What one state does with each event (a column of the tables in ccm.md 4.1 and 4.2). What a state does
 * not mention it ignores.
 */
interface CcmHandler {

  default void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {}

  default void onProtoVersionResp(CcmMessage.ProtoVersionResp message, Heard heard) {}

  default void onAlive(CcmMessage.Alive message, Heard heard) {}

  default void onNewNode(CcmMessage.NewNode message, Heard heard) {}

  default void onNodeLeaveNotice(CcmMessage.NodeLeaveNotice message, Heard heard) {}

  default void onNodeLeave(CcmMessage.NodeLeave message, Heard heard) {}

  default void onMemList(CcmMessage.MemList message, Heard heard) {}

  default void onJoin(CcmMessage.Join message, Heard heard) {}

  default void onReqMemList(CcmMessage.ReqMemList message, Heard heard) {}

  default void onResMemList(CcmMessage.ResMemList message, Heard heard) {}

  default void onFinalMemList(CcmMessage.FinalMemList message, Heard heard) {}

  default void onStateInfo(CcmMessage.StateInfo message, Heard heard) {}

  default void onRestart(CcmMessage.Restart message, Heard heard) {}

  default void onAbort(CcmMessage.Abort message, Heard heard) {}

  /** That node is lost: dead, or its CCM went away. */
  default void onLeave(String node, String why, Now now) {}

  /** The time this state may last is over. */
  default void onTimeout(Now now) {}
}
