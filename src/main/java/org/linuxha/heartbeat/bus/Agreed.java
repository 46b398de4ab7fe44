package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.membership.MembershipEvent;

/**
 * What the membership tells, in order.
 *
 * @param ordinal of the last cluster event that it reflects ({@link Told#ordinal})
 * @param nanos monotonic moment
 * @param wallMillis the same moment for people, milliseconds since 1970
 */
public record Agreed(long ordinal, long nanos, long wallMillis, MembershipEvent event) {}
