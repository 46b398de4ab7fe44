package org.linuxha.heartbeat.cli;

/**
 * One captured frame.
 *
 * @param linkType what its first bytes are, a LINKTYPE_ number of pcap
 * @param micros when, microseconds since 1970
 * @param octets what was captured of it
 * @param cut true if the frame was longer than what was captured
 */
record Frame(int linkType, long micros, byte[] octets, boolean cut) {}
