package org.linuxha.heartbeat.pulse;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.config.ClusterConfig;

/**
 * What the heart is born with.
 *
 * @param known the nodes of an earlier life (wire.md 7)
 * @param keys to sign with, until a {@link org.linuxha.heartbeat.bus.Control.NewKeys}
 * @param saver takes each new node table; returns at once and writes off the loop
 */
public record ClusterSetup(
    ClusterConfig config,
    Identity self,
    NodeTable known,
    KeyRing keys,
    RandomGenerator random,
    Consumer<NodeTable> saver) {}
