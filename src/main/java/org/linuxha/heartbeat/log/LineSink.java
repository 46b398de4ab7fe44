package org.linuxha.heartbeat.log;

import java.io.IOException;

/** Where finished lines go. Called by the log's own thread only; it may block. */
interface LineSink {
  /** {@code lines} ends in a newline. */
  void write(String lines) throws IOException;

  void close() throws IOException;
}
