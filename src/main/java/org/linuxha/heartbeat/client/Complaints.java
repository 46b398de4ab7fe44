package org.linuxha.heartbeat.client;

import java.util.function.LongSupplier;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines that a client can provoke at will: so many in ten seconds, then silence with a count. */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int MOST = 20;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private final LongSupplier nanos;
  private long windowStart;
  private int said;
  private long swallowed;

  Complaints(LongSupplier nanos) {
    this.nanos = nanos;
    windowStart = nanos.getAsLong();
  }

  void about(Code code, String who, String what) {
    long now = nanos.getAsLong();
    if (now - windowStart >= WINDOW_NANOS) {
      if (swallowed > 0) {
        LOG.warn("{} lines about clients were not written", swallowed);
      }
      windowStart = now;
      said = 0;
      swallowed = 0;
    }
    if (said >= MOST) {
      swallowed++;
      return;
    }
    said++;
    LOG.warn("{}", new Problem(code, who, what).full());
  }
}
