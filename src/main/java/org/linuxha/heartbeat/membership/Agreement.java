package org.linuxha.heartbeat.membership;

import java.util.List;

/**
 * What the group that a CCM belongs to has agreed on last, as its members know it; told or not.
 *
 * @param cookie the name of the agreement: two CCMs that have the same one agree on everything else too
 * @param instance the cluster's number of it
 * @param leader null while the group asks anew who leads
 * @param quorum null if it is not known
 * @param members sorted by name
 */
public record Agreement(String cookie, int instance, String leader, Boolean quorum, List<String> members) {
  public Agreement {
    members = List.copyOf(members);
  }
}
