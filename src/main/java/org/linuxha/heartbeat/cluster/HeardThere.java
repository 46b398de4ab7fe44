package org.linuxha.heartbeat.cluster;

/** The other direction of a link: whether the node at its far end hears us there. */
public enum HeardThere {
  /** It says so, or acknowledges on the only link there is. */
  YES,
  /** It says that it does not, or acknowledges nothing on any link. */
  NO,
  /** A C node does not say which links it hears. */
  UNKNOWN
}
