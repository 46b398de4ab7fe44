/**
 * Many hearts on virtual time and a lossy network: for tests, {@code hb simulate} and golden
 * transcripts. A world is a function of its seed: same seed, same trace, byte for byte, on every JVM.
 *
 * <p>Vocabulary: a <em>world</em> is one network with its nodes; a <em>node</em> is a machine with a
 * disk and a clock; a <em>life</em> of a node is one run of its daemon; a <em>witness</em> watches what
 * truly happens; an <em>invariant</em> is a witness that objects. Pure.
 */
package org.linuxha.heartbeat.simulation;
