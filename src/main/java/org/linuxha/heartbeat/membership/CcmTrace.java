package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Membership messages and events as short readable text: node lists by name, and each cookie by a letter
 * in the order they turn up, because only their being equal means anything. {@code JOIN C 3.1 uptime=2} is
 * a JOIN of group C in transition 3, round 1.
 */
public final class CcmTrace {
  private final List<String> nodes;
  private final Map<Cookie, String> letterByCookie = new HashMap<>();

  /**
   * @param nodes the node table, in any order
   */
  public CcmTrace(List<String> nodes) {
    this.nodes = nodes.stream().sorted().toList();
  }

  /** A message between CCMs, or of a CCM's sign-on; null for all others. */
  public String describe(Message message) {
    if (SignOn.is(message)) {
      return "ccm " + message.text(Fields.STATUS) + " (" + message.text(Fields.INFO, "") + ")"
          + (SignOn.takesBack(message) ? ", takes back its question" : "");
    }
    try {
      CcmMessage decoded = CcmCodec.isCcm(message) ? CcmCodec.decode(message) : null;
      return decoded == null ? null : describe(decoded);
    } catch (MalformedCcmMessage e) {
      return message.type() + " (" + e.getMessage() + ")";
    }
  }

  String describe(CcmMessage message) {
    String text = CcmCodec.typeOf(message) + " " + place(message);
    if (message instanceof CcmMessage.ProtoVersion question && question.inTouchAgain().size() > 0) {
      return text + " in touch again with " + names(question.inTouchAgain());
    } else if (message instanceof CcmMessage.ProtoVersionResp resp) {
      return text + " members=" + resp.groupSize();
    } else if (message instanceof CcmMessage.NewNode newNode) {
      return text + " node=" + newNode.node();
    } else if (message instanceof CcmMessage.NodeLeaveNotice notice) {
      return text + " node=" + notice.node();
    } else if (message instanceof CcmMessage.NodeLeave leave) {
      return text + " node=" + leave.node();
    } else if (message instanceof CcmMessage.MemList list) {
      return text + " " + names(list.members()) + " uptimes=" + list.uptimes() + quorum(list.quorum())
          + " new group " + letter(list.newCookie());
    } else if (message instanceof CcmMessage.ResMemList res) {
      return text + (res.heard() == null ? " refused" : " heard " + names(res.heard())) + " maxt=" + res.maxTransition();
    } else if (message instanceof CcmMessage.FinalMemList list) {
      return text + " " + names(list.members()) + " major=" + list.newMajor() + quorum(list.quorum())
          + " new group " + letter(list.newCookie());
    } else if (message instanceof CcmMessage.StateInfo info) {
      return text + " " + info.state().replace("CCM_STATE_", "");
    } else if (message instanceof CcmMessage.Join join) {
      return text + " uptime=" + join.stamp().uptime();
    }
    return text;
  }

  private String place(CcmMessage message) {
    return message instanceof CcmMessage.Stamped stamped
        ? letter(stamped.stamp().cookie()) + " " + message.major() + "." + stamped.stamp().minor()
        : "major=" + message.major();
  }

  private static String quorum(Boolean quorum) {
    return quorum == null ? "" : quorum ? " quorum" : " no-quorum";
  }

  private String letter(Cookie cookie) {
    return letterByCookie.computeIfAbsent(cookie, ignored -> letters(letterByCookie.size()));
  }

  /** A to Z, then AA, AB ... */
  private static String letters(int number) {
    String last = String.valueOf((char) ('A' + number % 26));
    return number < 26 ? last : letters(number / 26 - 1) + last;
  }

  private String names(Bitmap bitmap) {
    return bitmap.indices().stream()
        .map(index -> index < nodes.size() ? nodes.get(index) : "#" + index)
        .collect(Collectors.joining(" ", "{", "}"));
  }

  /** An event that a CCM tells its own house. */
  public static String describe(MembershipEvent event) {
    if (event instanceof MembershipEvent.Formed formed) {
      return describe(formed.view());
    } else if (event instanceof MembershipEvent.InFlux inFlux) {
      return "in flux: " + inFlux.reason();
    } else if (event instanceof MembershipEvent.Evicted evicted) {
      return "evicted: " + evicted.reason();
    } else if (event instanceof MembershipEvent.Unknown unknown) {
      return "unknown: " + unknown.reason();
    } else if (event instanceof MembershipEvent.Step step) {
      return step.from() + " -> " + step.to() + " (" + step.reason() + ")";
    } else if (event instanceof MembershipEvent.Notice notice) {
      return (notice.code() == null ? "" : notice.code().id() + " ") + notice.text();
    }
    throw new IllegalArgumentException("an event of an unknown kind: " + event);
  }

  private static String describe(View view) {
    return "view " + summary(view)
        + (view.joined().isEmpty() ? "" : " joined " + String.join(" ", view.joined()))
        + (view.left().isEmpty() ? "" : " left " + String.join(" ", view.left()))
        + " because " + view.reason();
  }

  /** Number, instance, members with born-on, leader and quorum. */
  public static String summary(View view) {
    String members =
        view.members().stream()
            .map(member -> member.name() + "(" + member.bornOn() + ")")
            .collect(Collectors.joining(" ", "{", "}"));
    return view.number() + ": instance " + view.instance() + " " + members + " leader " + view.leader()
        + (view.quorum() ? " quorum" : " no-quorum");
  }
}
