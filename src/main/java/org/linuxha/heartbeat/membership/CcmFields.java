package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/** Names of the fields of CCM messages and how their values are written (ccm.md 3.1). */
final class CcmFields {
  static final String MAJOR = "ccmmajor";
  static final String NODE_COUNT = "numnodes";
  static final String COOKIE = "ccmcookie";
  static final String UPTIME = "ccmuptime";
  static final String MINOR = "ccmminor";
  static final String PROTOCOL = "ccmproto";
  static final String GROUP_SIZE = "ccmclsize";
  static final String NODE = "node";
  static final String MAX_TRANSITION = "ccmmaxt";
  static final String MEMBERS = "ccmmemlist";
  static final String QUORUM = "ccmquorum";
  static final String UPTIMES = "ccmuptimelist";
  static final String NEW_COOKIE = "ccmnewcookie";
  static final String STATE = "state";
  /** In a JOIN of ours: an answer that comes before the question is made use of. C reads no such field. */
  static final String EARLY_ANSWERS = "ccmearly";
  /** In a sign-on or sign-off of ours: no CCM came or went, but a question to be taken in holds no more. C reads no such field. */
  static final String TAKES_BACK = "ccmback";
  /** In a PROTOVERSION of ours: {@link CcmMessage.ProtoVersion#inTouchAgain}. C reads no such field. */
  static final String IN_TOUCH_AGAIN = "ccmagain";
  /** The client name that CCMs sign on with and address each other by. */
  static final String CLIENT = "ccm";

  private CcmFields() {}

  static int number(Message message, String name) throws MalformedCcmMessage {
    String text = text(message, name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new MalformedCcmMessage("its field " + name + " is \"" + text + "\", no 32-bit number");
    }
  }

  static String text(Message message, String name) throws MalformedCcmMessage {
    String text = message.text(name);
    if (text == null) {
      throw new MalformedCcmMessage("it has no field " + name);
    }
    return text;
  }

  static Cookie cookie(Message message, String name) throws MalformedCcmMessage {
    return new Cookie(text(message, name));
  }

  /** The bitmap, or null if the field is the empty string: a refusal. */
  static Bitmap bitmap(Message message) throws MalformedCcmMessage {
    return bitmap(message, MEMBERS);
  }

  static Bitmap bitmap(Message message, String name) throws MalformedCcmMessage {
    String text = text(message, name);
    try {
      return text.isEmpty() ? null : Bitmap.decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedCcmMessage("its field " + name + " is no node list: " + e.getMessage());
    }
  }

  /** Null if the field is missing: the receiver computes quorum itself (ccm.md 7.2). */
  static Boolean quorum(Message message) throws MalformedCcmMessage {
    return message.has(QUORUM) ? number(message, QUORUM) == 1 : null;
  }

  /**
   * The uptimes, each on the wire as a number in network byte order read as a little-endian integer: 1
   * is 16777216, 200 is -939524096. A defect of C that became the format.
   */
  static List<Integer> uptimes(Message message) throws MalformedCcmMessage {
    Field field = message.field(UPTIMES);
    if (field == null || !(field.value() instanceof Value.TextList list)) {
      throw new MalformedCcmMessage("it has no list " + UPTIMES);
    }
    List<Integer> uptimes = new ArrayList<>();
    for (String text : list.texts()) {
      try {
        uptimes.add(Integer.reverseBytes(Integer.parseInt(text)));
      } catch (NumberFormatException e) {
        throw new MalformedCcmMessage("its list " + UPTIMES + " holds \"" + text + "\", no 32-bit number");
      }
    }
    return uptimes;
  }

  static Field uptimes(List<Integer> uptimes) {
    List<String> texts =
        uptimes.stream().map(uptime -> String.valueOf(Integer.reverseBytes(uptime))).toList();
    return new Field(UPTIMES, new Value.TextList(texts));
  }
}
