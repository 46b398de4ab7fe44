package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** By these messages a node tells that its CCM came or went, as the client {@code ccm} does at a C daemon (ccm.md 1.4). */
final class SignOn {
  static final String JOIN = "join";
  static final String LEAVE = "leave";
  private static final String TYPE = "hbapi-clstat";

  private SignOn() {}

  /**
   * What that node tells its peers.
   *
   * @param what {@link #JOIN} or {@link #LEAVE}
   * @param info why; C only logs it
   */
  static Message of(String self, String what, String info) {
    return Message.ofType(TYPE)
        .with(Fields.STATUS, what)
        .with(Fields.FROM_ID, CcmFields.CLIENT)
        .with(Fields.TO_ID, CcmFields.CLIENT)
        .with(Fields.SOURCE, self)
        .with(Fields.INFO, info);
  }

  /** One that begins no new life but takes back a question: {@link Withdrawal}. For C it is like any other. */
  static Message takingBack(String self, String what, String info) {
    return of(self, what, info).with(Field.text(CcmFields.TAKES_BACK, "1"));
  }

  static boolean is(Message message) {
    return TYPE.equals(message.type()) && CcmFields.CLIENT.equals(message.text(Fields.FROM_ID));
  }

  static boolean takesBack(Message message) {
    return message.has(CcmFields.TAKES_BACK);
  }
}
