package org.linuxha.heartbeat.process.child;

/**
 * One line of ha.cf.
 *
 * @param user name, for the log and for its supplementary groups
 * @param uid number of the user
 * @param gid its primary group
 * @param command program and arguments, for a shell
 * @param failfast the machine is rebooted when it ends abnormally
 */
public record Program(String user, long uid, long gid, String command, boolean failfast) {}
