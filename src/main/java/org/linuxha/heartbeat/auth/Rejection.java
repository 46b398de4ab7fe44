package org.linuxha.heartbeat.auth;

import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.problem.Code;

/** Why a packet was not believed or not understood, for counting and the log (wire.md 14). */
public enum Rejection {
  /** Neither form of message: not meant for us. */
  NO_MESSAGE("no-message", Code.PACKET_FOREIGN),
  /** No signature. */
  UNSIGNED("unsigned", Code.PACKET_UNSIGNED),
  /** The signature names an index that has no key here. */
  UNKNOWN_KEY("unknown-key", Code.PACKET_UNKNOWN_KEY),
  /** The signature is wrong: another key, or forged. */
  WRONG_SIGNATURE("wrong-signature", Code.PACKET_WRONG_SIGNATURE),
  /** Ends too early. */
  TRUNCATED("truncated", Code.PACKET_MALFORMED),
  /** Breaks the grammar. */
  MALFORMED("malformed", Code.PACKET_MALFORMED),
  /** Has a field of a type that would kill a C daemon. */
  FIELD_TYPE("field-type", Code.PACKET_FIELD_TYPE),
  /** Too long, too deep, too many. */
  OVER_LIMIT("over-limit", Code.PACKET_OVER_LIMIT),
  /** Compressed content that cannot be restored. */
  COMPRESSION("compression", Code.PACKET_MALFORMED);

  private final String word;
  private final Code code;

  Rejection(String word, Code code) {
    this.word = word;
    this.code = code;
  }

  /** The name under which it is counted. */
  public String word() {
    return word;
  }

  public Code code() {
    return code;
  }

  static Rejection of(MalformedMessage.Reason reason) {
    return switch (reason) {
      case NO_MESSAGE -> NO_MESSAGE;
      case TRUNCATED -> TRUNCATED;
      case SYNTAX -> MALFORMED;
      case FIELD_TYPE -> FIELD_TYPE;
      case LIMIT -> OVER_LIMIT;
      case COMPRESSION -> COMPRESSION;
    };
  }
}
