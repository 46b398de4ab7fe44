package org.linuxha.heartbeat.bus;

/** The event-bus addresses: up one ordered lane, down exactly two. */
public final class Addresses {
  /** Links to the heart: {@link LinkInput}. */
  public static final String LINK_RECEIVED = "link.received";

  /** The heart to everybody: {@link Told}, one total order. */
  public static final String CLUSTER_EVENT = "cluster.event";

  /** Membership to everybody: {@link Agreed}. */
  public static final String MEMBERSHIP_VIEW = "membership.view";

  /** Clients and membership to the heart: {@link Submission}. */
  public static final String MESSAGE_SUBMIT = "message.submit";

  /** The heart to the links: {@link LinkOutput}. */
  public static final String LINK_SEND = "link.send";

  /** Control of the daemon itself (stop, new keys, debug level): {@link Control}. */
  public static final String DAEMON_CONTROL = "daemon.control";

  private Addresses() {}
}
