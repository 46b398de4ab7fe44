package org.linuxha.heartbeat.process;

import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** Where this room's sentences go. {@code code} is null for plain information. */
@FunctionalInterface
public interface StateNotices {
  void say(Severity severity, Code code, String text);
}
