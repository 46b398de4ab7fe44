package org.linuxha.heartbeat.membership;

/**
 * What almost every CCM message says of its sender (the "standard fields", ccm.md 3.1): where it stood
 * <em>before</em> the transition that the message announces.
 *
 * @param major transition number
 * @param nodeCount size of the sender's node table ({@code numnodes}); all nodes must have the same
 * @param cookie the sender's group
 * @param uptime the major in which the sender became a member; 0 if it is none
 * @param minor join round within the major
 */
public record Stamp(int major, int nodeCount, Cookie cookie, int uptime, int minor) {}
