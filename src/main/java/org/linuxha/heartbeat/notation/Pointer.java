package org.linuxha.heartbeat.notation;

/** JSON pointers (RFC 6901). */
final class Pointer {
  private Pointer() {}

  /** A name as one step of a pointer. */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
