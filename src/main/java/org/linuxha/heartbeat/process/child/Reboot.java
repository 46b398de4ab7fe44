package org.linuxha.heartbeat.process.child;

import java.io.IOException;
import java.util.List;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.process.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the life of this machine at once, without stopping its services: another node takes over. */
public final class Reboot implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reboot.class);

  @Override
  public void run() {
    try {
      new ProcessBuilder(RealTime.normally(List.of("/bin/sh", "-c", "sync & sleep 1; exec reboot -f"))).start();
    } catch (IOException e) {
      LOG.error("The machine cannot be rebooted: {}", Cause.of(e));
    }
  }
}
