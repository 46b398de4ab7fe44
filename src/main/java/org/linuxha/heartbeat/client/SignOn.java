package org.linuxha.heartbeat.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Judges a sign-on by the peer's credentials and apiauth, in the order of client-api.md 5. */
final class SignOn {
  static final String TYPE = "signon";
  static final String PROCESS = "pid";

  /** Longer names overrun a buffer of the C daemon's and of its clients. */
  private static final int MAX_NAME = 31;

  private final ClientSetup setup;
  private final Sessions sessions;

  SignOn(ClientSetup setup, Sessions sessions) {
    this.setup = setup;
    this.sessions = sessions;
  }

  /**
   * What came of it.
   *
   * @param id the name it wants; its pid if it wants none
   * @param refusal why not, in C's words; null if it may
   * @param leave what the refused is told after the reply, null for nothing
   */
  record Verdict(String id, boolean casual, String refusal, Message leave) {}

  /** True for what can be answered at all. */
  static boolean isComplete(Message request) {
    return request.has(PROCESS) || request.has(Fields.FROM_ID);
  }

  Verdict judge(Session session, Message request, long generation) {
    OptionalLong process = request.decimal(PROCESS);
    String name = request.text(Fields.FROM_ID);
    boolean casual = name == null || process.isPresent() && name.equals(Long.toString(process.getAsLong()));
    String id = name == null ? String.valueOf(process.orElse(0)) : name;
    if (!exists(session, process)) {
      return new Verdict(id, casual, "bad pid", leave("", "died", generation));
    }
    if (id.length() > MAX_NAME) {
      return new Verdict(id, casual, "invalid id info", null);
    }
    if (id.isEmpty() || sessions.has(id)) {
      String reason = "duplicate add request";
      return new Verdict(id, casual, reason, leave("", reason, generation));
    }
    String refusal = refusal(session, request, id, casual, process.getAsLong());
    Message leave = refusal == null || casual ? null : leave(id, refusal, generation);
    return new Verdict(id, casual, refusal, leave);
  }

  private static boolean exists(Session session, OptionalLong process) {
    return process.isPresent()
        && process.getAsLong() > 0
        && (process.getAsLong() == session.peer.pid() || ProcessHandle.of(process.getAsLong()).isPresent());
  }

  private String refusal(Session session, Message request, String id, boolean casual, long process) {
    OptionalLong user = request.decimal("uid");
    OptionalLong group = request.decimal("gid");
    if (user.isEmpty() || group.isEmpty()) {
      return "invalid id info";
    }
    long peerUser = session.peer.uid();
    long peerGroup = session.peer.gid();
    if (user.getAsLong() != peerUser || group.getAsLong() != peerGroup) {
      return "incorrect/false credentials";
    }
    String refusal = Authorization.refusal(setup.authorizations(), id, casual, peerUser, peerGroup);
    return refusal == null && process != session.peer.pid() ? "pid mismatch" : refusal;
  }

  private Message leave(String id, String reason, long generation) {
    return ClientNews.left(setup.node(), id, reason, generation);
  }

  /** What every sign-on is told, refused ones too. */
  List<Field> facts() {
    Map<String, String> facts =
        Map.of(
            "deadtime", Long.toHexString(setup.config().timing().deadtime()),
            "keepalive", Long.toHexString(setup.config().timing().keepalive()),
            "node", setup.node(),
            "hbversion", setup.version(),
            "pacemaker", setup.parameters().getOrDefault("pacemaker", "false"),
            "logfacility", Integer.toString(setup.logFacility()));
    List<Field> fields = new ArrayList<>();
    for (String name : List.of("deadtime", "keepalive", "node", "hbversion", "pacemaker", "logfacility")) {
      fields.add(Field.text(name, facts.get(name)));
    }
    return fields;
  }
}
