package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * CCM messages to and from cluster messages (ccm.md 3). Encoding gives the fields that a CCM and the
 * client interface under it add, in their order; the daemon adds the header.
 */
public final class CcmCodec {
  /** Every type on the wire starts so. */
  private static final String PREFIX = "CCM_TYPE_";

  private interface Decoder {
    CcmMessage decode(Message message) throws MalformedCcmMessage;
  }

  private static final Map<String, Decoder> DECODERS =
      Map.ofEntries(
          Map.entry("PROTOVERSION", CcmCodec::protoVersion),
          Map.entry("PROTOVERSION_RESP", CcmCodec::protoVersionResp),
          Map.entry("ALIVE", m -> new CcmMessage.Alive(stamp(m))),
          Map.entry("NEW_NODE", m -> new CcmMessage.NewNode(stamp(m), node(m))),
          Map.entry("NODE_LEAVE_NOTICE", m -> new CcmMessage.NodeLeaveNotice(stamp(m), node(m))),
          Map.entry("NODE_LEAVE", m -> new CcmMessage.NodeLeave(stamp(m), node(m))),
          Map.entry("MEM_LIST", CcmCodec::memList),
          Map.entry("JOIN", m -> new CcmMessage.Join(stamp(m))),
          Map.entry("REQ_MEMLIST", m -> new CcmMessage.ReqMemList(stamp(m))),
          Map.entry("RES_MEMLIST", CcmCodec::resMemList),
          Map.entry("FINAL_MEMLIST", CcmCodec::finalMemList),
          Map.entry("STATE_INFO", m -> new CcmMessage.StateInfo(stamp(m), CcmFields.text(m, CcmFields.STATE))),
          Map.entry("RESTART", m -> new CcmMessage.Restart(major(m), nodeCount(m))),
          Map.entry("ABORT", m -> new CcmMessage.Abort(stamp(m))));

  private static final Map<Class<? extends CcmMessage>, String> TYPES =
      Map.ofEntries(
          Map.entry(CcmMessage.ProtoVersion.class, "PROTOVERSION"),
          Map.entry(CcmMessage.ProtoVersionResp.class, "PROTOVERSION_RESP"),
          Map.entry(CcmMessage.Alive.class, "ALIVE"),
          Map.entry(CcmMessage.NewNode.class, "NEW_NODE"),
          Map.entry(CcmMessage.NodeLeaveNotice.class, "NODE_LEAVE_NOTICE"),
          Map.entry(CcmMessage.NodeLeave.class, "NODE_LEAVE"),
          Map.entry(CcmMessage.MemList.class, "MEM_LIST"),
          Map.entry(CcmMessage.Join.class, "JOIN"),
          Map.entry(CcmMessage.ReqMemList.class, "REQ_MEMLIST"),
          Map.entry(CcmMessage.ResMemList.class, "RES_MEMLIST"),
          Map.entry(CcmMessage.FinalMemList.class, "FINAL_MEMLIST"),
          Map.entry(CcmMessage.StateInfo.class, "STATE_INFO"),
          Map.entry(CcmMessage.Restart.class, "RESTART"),
          Map.entry(CcmMessage.Abort.class, "ABORT"));

  private CcmCodec() {}

  /** True if the message is of a CCM, known type or not. */
  public static boolean isCcm(Message message) {
    return message.type() != null && message.type().startsWith(PREFIX);
  }

  /**
   * Reads a message of a CCM.
   *
   * @return null if its type is unknown: such messages are ignored (ccm.md 3.2)
   * @throws MalformedCcmMessage if a field is missing or unusable
   */
  public static CcmMessage decode(Message message) throws MalformedCcmMessage {
    Decoder decoder = DECODERS.get(message.type().substring(PREFIX.length()));
    return decoder == null ? null : decoder.decode(message);
  }

  static boolean isJoin(Message message) {
    return (PREFIX + TYPES.get(CcmMessage.Join.class)).equals(message.type());
  }

  /** The type without its prefix, for people: {@code JOIN}. */
  static String typeOf(CcmMessage message) {
    return TYPES.get(message.getClass());
  }

  /**
   * Writes a message.
   *
   * @param destination the node it is for; empty for all
   */
  public static Message encode(CcmMessage message, String destination) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text(Fields.TYPE, PREFIX + typeOf(message)));
    fields.add(number(CcmFields.MAJOR, message.major()));
    fields.add(number(CcmFields.NODE_COUNT, message.nodeCount()));
    if (message instanceof CcmMessage.Stamped stamped) {
      addStamp(stamped.stamp(), fields);
    }
    addOwn(message, fields);
    if (!destination.isEmpty()) {
      fields.add(Field.text(Fields.DESTINATION, destination));
    }
    fields.add(Field.text(Fields.FROM_ID, CcmFields.CLIENT));
    fields.add(Field.text(Fields.TO_ID, CcmFields.CLIENT));
    return Message.of(fields);
  }

  private static void addStamp(Stamp stamp, List<Field> fields) {
    fields.add(Field.text(CcmFields.COOKIE, stamp.cookie().text()));
    fields.add(number(CcmFields.MAJOR, stamp.major()));
    fields.add(number(CcmFields.UPTIME, stamp.uptime()));
    fields.add(number(CcmFields.MINOR, stamp.minor()));
  }

  private static void addOwn(CcmMessage message, List<Field> fields) {
    if (message instanceof CcmMessage.ProtoVersion question && question.inTouchAgain().size() > 0) {
      fields.add(Field.text(CcmFields.IN_TOUCH_AGAIN, question.inTouchAgain().encode()));
    } else if (message instanceof CcmMessage.ProtoVersionResp resp) {
      fields.add(number(CcmFields.PROTOCOL, resp.protocol()));
      fields.add(number(CcmFields.GROUP_SIZE, resp.groupSize()));
    } else if (message instanceof CcmMessage.NewNode newNode) {
      fields.add(Field.text(CcmFields.NODE, newNode.node()));
    } else if (message instanceof CcmMessage.NodeLeaveNotice notice) {
      fields.add(Field.text(CcmFields.NODE, notice.node()));
    } else if (message instanceof CcmMessage.NodeLeave leave) {
      fields.add(Field.text(CcmFields.NODE, leave.node()));
    } else if (message instanceof CcmMessage.StateInfo info) {
      fields.add(Field.text(CcmFields.STATE, info.state()));
    } else if (message instanceof CcmMessage.ResMemList res) {
      fields.add(number(CcmFields.MAX_TRANSITION, res.maxTransition()));
      fields.add(Field.text(CcmFields.MEMBERS, res.heard() == null ? "" : res.heard().encode()));
    } else if (message instanceof CcmMessage.MemList list) {
      addMembers(list.members(), list.quorum(), fields);
      fields.add(CcmFields.uptimes(list.uptimes()));
      fields.add(Field.text(CcmFields.NEW_COOKIE, list.newCookie().text()));
    } else if (message instanceof CcmMessage.FinalMemList list) {
      fields.add(number(CcmFields.MAX_TRANSITION, list.newMajor()));
      addMembers(list.members(), list.quorum(), fields);
      fields.add(Field.text(CcmFields.NEW_COOKIE, list.newCookie().text()));
    }
  }

  private static void addMembers(Bitmap members, Boolean quorum, List<Field> fields) {
    fields.add(Field.text(CcmFields.MEMBERS, members.encode()));
    if (quorum != null) {
      fields.add(number(CcmFields.QUORUM, quorum ? 1 : 0));
    }
  }

  private static Field number(String name, int number) {
    return Field.text(name, Integer.toString(number));
  }

  private static int major(Message message) throws MalformedCcmMessage {
    return CcmFields.number(message, CcmFields.MAJOR);
  }

  private static int nodeCount(Message message) throws MalformedCcmMessage {
    return CcmFields.number(message, CcmFields.NODE_COUNT);
  }

  private static String node(Message message) throws MalformedCcmMessage {
    return CcmFields.text(message, CcmFields.NODE);
  }

  private static Stamp stamp(Message message) throws MalformedCcmMessage {
    return new Stamp(
        major(message),
        nodeCount(message),
        CcmFields.cookie(message, CcmFields.COOKIE),
        CcmFields.number(message, CcmFields.UPTIME),
        CcmFields.number(message, CcmFields.MINOR));
  }

  private static CcmMessage protoVersion(Message message) throws MalformedCcmMessage {
    Bitmap again = message.has(CcmFields.IN_TOUCH_AGAIN) ? CcmFields.bitmap(message, CcmFields.IN_TOUCH_AGAIN) : null;
    return new CcmMessage.ProtoVersion(major(message), nodeCount(message), again == null ? Bitmap.EMPTY : again);
  }

  private static CcmMessage protoVersionResp(Message message) throws MalformedCcmMessage {
    return new CcmMessage.ProtoVersionResp(
        stamp(message),
        CcmFields.number(message, CcmFields.PROTOCOL),
        CcmFields.number(message, CcmFields.GROUP_SIZE));
  }

  private static CcmMessage memList(Message message) throws MalformedCcmMessage {
    return new CcmMessage.MemList(
        stamp(message),
        members(message),
        CcmFields.quorum(message),
        CcmFields.uptimes(message),
        CcmFields.cookie(message, CcmFields.NEW_COOKIE));
  }

  private static CcmMessage resMemList(Message message) throws MalformedCcmMessage {
    return new CcmMessage.ResMemList(
        stamp(message),
        CcmFields.number(message, CcmFields.MAX_TRANSITION),
        CcmFields.bitmap(message));
  }

  private static CcmMessage finalMemList(Message message) throws MalformedCcmMessage {
    return new CcmMessage.FinalMemList(
        stamp(message),
        CcmFields.number(message, CcmFields.MAX_TRANSITION),
        members(message),
        CcmFields.quorum(message),
        CcmFields.cookie(message, CcmFields.NEW_COOKIE));
  }

  private static Bitmap members(Message message) throws MalformedCcmMessage {
    Bitmap members = CcmFields.bitmap(message);
    if (members == null) {
      throw new MalformedCcmMessage("its field " + CcmFields.MEMBERS + " is empty");
    }
    return members;
  }
}
