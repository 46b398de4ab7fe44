package org.linuxha.heartbeat.pulse;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.membership.CcmConfig;

/**
 * What the membership service is born with.
 *
 * @param random for cookies
 */
public record MembershipSetup(CcmConfig config, RandomGenerator random) {}
