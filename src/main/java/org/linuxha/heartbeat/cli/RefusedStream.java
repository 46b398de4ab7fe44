package org.linuxha.heartbeat.cli;

import java.io.IOException;

/** The daemon answered, but not with a stream. */
final class RefusedStream extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient HttpAnswer answer;

  RefusedStream(HttpAnswer answer) {
    super("the answer has HTTP status " + answer.status());
    this.answer = answer;
  }

  HttpAnswer answer() {
    return answer;
  }
}
