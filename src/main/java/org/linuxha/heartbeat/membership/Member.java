package org.linuxha.heartbeat.membership;

/**
 * One member of a view.
 *
 * @param index its place in the node table, which is sorted by name; what C clients call its id
 * @param bornOn the instance in which it became a member (ccm.md 5.3)
 */
public record Member(String name, int index, int bornOn) {}
