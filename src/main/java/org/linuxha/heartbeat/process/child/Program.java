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
public record Program(String user, long uid, long gid, String command, boolean failfast) {
  /**
   * True for Pacemaker's crmd: told to end, it first stops the resources of this node, and killed before that it leaves
   * them running where another node will soon start them too.
   */
  public boolean stopsResources() {
    return command.split("\\s", 2)[0].endsWith("/crmd");
  }
}
