package org.linuxha.heartbeat.bus;

/** The effective user and group of a program at the other end of a Unix socket, as the kernel noted them when it connected. */
public record Peer(long uid, long gid) {}
