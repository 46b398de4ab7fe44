package org.linuxha.heartbeat.config;

import java.util.Map;

/**
 * What ha.cf cannot say of a medium.
 *
 * @param name what people call its link; empty if nothing but the name of ha.cf, which stays that of the wire and of C programs
 * @param bind by node, in lower case: the literal address of that node that its sockets are bound to
 */
public record LinkSettings(String name, Map<String, String> bind) {
  public static final LinkSettings NONE = new LinkSettings("", Map.of());

  public LinkSettings {
    bind = Map.copyOf(bind);
  }
}
