package org.linuxha.heartbeat.cluster;

import java.util.UUID;

/**
 * Who we are in this daemon life.
 *
 * @param name our node name, lower case
 * @param uuid our uuid (wire.md 7)
 * @param generation the {@code hg} of this life; higher than in any life before
 * @param capabilities the text of our capability field in {@code status}; C ignores it
 */
public record Identity(String name, UUID uuid, long generation, String capabilities) {}
