package org.linuxha.heartbeat.interop;

import java.util.List;

/** A program on one node that sends numbered messages to its like on all nodes and keeps what it gets. */
interface Chatter extends AutoCloseable {

  /** The service, which is the name C clients sign on with; {@code apiauth} must allow it to root. */
  String SERVICE = "chatter";

  String TYPE = "chat";

  /** Takes the message for sending; may wait while the daemon pauses its clients. */
  void send(int number) throws Exception;

  /** From now on each message carries a text of that many bytes beside its number. */
  void pad(int bytes);

  /** The numbers that came from that node so far, in the order they came. */
  List<Integer> from(String node);

  static Chatter on(Daemon daemon) throws Exception {
    return daemon.kind() == Kind.C ? new CChatter(daemon.host()) : new OurChatter(daemon.host());
  }
}
