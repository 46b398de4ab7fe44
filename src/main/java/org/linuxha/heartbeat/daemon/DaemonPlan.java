package org.linuxha.heartbeat.daemon;

import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.client.ClientSetup;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.feed.SocketRules;
import org.linuxha.heartbeat.process.StateFiles;
import org.linuxha.heartbeat.process.child.Nursery;
import org.linuxha.heartbeat.setup.Places;

/**
 * Everything one daemon life is started with.
 *
 * @param resources why this node takes no resources; null if none are configured
 * @param known the nodes of an earlier life
 * @param own what no ha.cf says
 * @param clients what the room for C programs needs
 * @param children programs beside the daemon
 * @param ownCcm false if C's ccm, a child, is the membership service
 * @param socketRules who may do what on api.sock
 */
record DaemonPlan(
    Places places,
    Configuration configuration,
    KeyRing keys,
    String resources,
    Identity identity,
    NodeTable known,
    StateFiles stateFiles,
    OwnSettings own,
    ClientSetup clients,
    Nursery children,
    boolean ownCcm,
    SocketRules socketRules) {}
