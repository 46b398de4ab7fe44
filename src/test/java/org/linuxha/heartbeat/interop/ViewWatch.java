package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A client on one host that notes what it is told and when; it outlives the daemon it listens to. */
abstract class ViewWatch implements AutoCloseable {
  private final String name;
  private final List<Seen> seen = new ArrayList<>();

  ViewWatch(String name) {
    this.name = name;
  }

  static ViewWatch of(Daemon daemon) {
    return daemon.kind() == Kind.C ? new CViewWatch(daemon.host()) : new OurViewWatch(daemon.host());
  }

  final String name() {
    return name;
  }

  final void note(Seen one) {
    synchronized (seen) {
      seen.add(one);
    }
  }

  /** What it was told at that moment and later, in the order of arrival. */
  final List<Seen> since(long nanos) {
    synchronized (seen) {
      return seen.stream().filter(one -> one.nanos() >= nanos).toList();
    }
  }

  /** When it was first told of a view of these, no earlier than {@code nanos}. */
  final OptionalLong viewOf(Set<String> members, long nanos) {
    return since(nanos).stream().filter(one -> one.isView(members)).mapToLong(Seen::nanos).findFirst();
  }

  /** When its daemon said that a node is dead, no earlier than {@code nanos}. */
  final OptionalLong deathOf(String node, long nanos) {
    return since(nanos).stream().filter(one -> one.what() == Seen.What.DEAD && one.node().equals(node))
        .mapToLong(Seen::nanos).findFirst();
  }

  /** Who leads, by the last view it was told of. */
  final String leader() {
    return since(Long.MIN_VALUE).stream().filter(one -> one.what() == Seen.What.FORMED)
        .reduce((earlier, later) -> later).map(Seen::node).orElse("");
  }

  /** The last it was told is a view of these. */
  final boolean holds(Set<String> members) {
    return since(Long.MIN_VALUE).stream()
        .filter(one -> one.what() == Seen.What.FORMED || one.what() == Seen.What.VOID)
        .reduce((earlier, later) -> later).filter(last -> last.isView(members)).isPresent();
  }

  @Override
  public abstract void close();
}
