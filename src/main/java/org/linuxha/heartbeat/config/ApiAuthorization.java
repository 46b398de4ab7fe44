package org.linuxha.heartbeat.config;

import java.util.List;

/**
 * Who may sign on as a client (client-api.md 5): a peer whose effective user is listed, or whose
 * effective group is. Entries are names of this host or decimal numbers, as written.
 */
public record ApiAuthorization(List<String> users, List<String> groups) {
  public ApiAuthorization {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
  }
}
