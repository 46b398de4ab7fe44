package org.linuxha.heartbeat.config.hacf;

import org.linuxha.heartbeat.problem.Code;

/** A handler cannot accept a value; the parser notes it with the line and goes on with the next. */
final class Refusal extends Exception {
  private final transient Code code;

  Refusal(Code code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
