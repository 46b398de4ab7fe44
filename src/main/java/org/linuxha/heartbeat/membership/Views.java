package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.cluster.Now;

/** Tells the house about memberships: counts the views, finds who joined and left, remembers why. */
final class Views {
  private final CcmEffects effects;
  private final CcmNodes nodes;
  private final List<Cause> causes = new ArrayList<>();
  private final Function<Now, String> gate;
  private final Predicate<Now> hidesFlux;
  private View last;
  /** Agreed on but not told yet. */
  private View held;
  private String unknownBecause = "";
  private boolean inFlux;
  private boolean withdrawn;

  /**
   * @param gate says why a view is not told yet, or null
   * @param hidesFlux whether clients need not know yet that a new view is being made
   */
  Views(CcmEffects effects, CcmNodes nodes, Function<Now, String> gate, Predicate<Now> hidesFlux) {
    this.effects = effects;
    this.nodes = nodes;
    this.gate = gate;
    this.hidesFlux = hidesFlux;
  }

  /** The last view, or null. */
  View last() {
    return last;
  }

  /** That happened, and will make the next view. */
  void because(Cause cause) {
    if (causes.stream().noneMatch(known -> known.node().equals(cause.node()) && known.what().equals(cause.what()))) {
      causes.add(cause);
    }
  }

  /** The causes so far, in words; {@code otherwise} if there are none. */
  String reason(String otherwise) {
    return causes.isEmpty()
        ? otherwise
        : causes.stream().map(Cause::toString).collect(Collectors.joining("; "));
  }

  /** The group agreed. */
  void report(Group group, String how, Now now) {
    List<Member> members =
        group.members().stream()
            .map(name -> new Member(name, nodes.index(name), group.bornOn(name)))
            .toList();
    List<String> before = last == null ? List.of() : last.names();
    List<String> names = members.stream().map(Member::name).toList();
    held =
        new View(
            last == null ? 1 : last.number() + 1,
            group.major(),
            group.leader(),
            Boolean.TRUE.equals(group.quorum()),
            members,
            names.stream().filter(name -> !before.contains(name)).toList(),
            before.stream().filter(name -> !names.contains(name)).toList(),
            reason(how),
            causes,
            now.wallSeconds());
    look(now);
  }

  /** Tells what is held back, if nothing speaks against it any more. */
  void look(Now now) {
    if (held == null) {
      return;
    }
    String reason = gate.apply(now);
    if (reason == null) {
      last = held;
      held = null;
      causes.clear();
      inFlux = false;
      withdrawn = false;
      unknownBecause = "";
      effects.tell(new MembershipEvent.Formed(last));
    } else if (last == null && !reason.equals(unknownBecause)) {
      unknownBecause = reason;
      effects.tell(new MembershipEvent.Unknown(reason));
    }
  }

  /** True if the last view stands: told, and neither withdrawn nor about to be replaced. */
  boolean stands() {
    return last != null && held == null && !inFlux && !withdrawn;
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  /** Nobody agrees to the last view any more; the group itself did not change. */
  void withdraw(String reason) {
    withdrawn = true;
    effects.tell(new MembershipEvent.Unknown(reason));
  }

  /** What was held back is out of date. */
  void forgetHeld() {
    held = null;
  }

  /** A join round begins; told once until the next view. */
  void inFlux(String reason, Now now) {
    held = null;
    if (last != null && !inFlux && !hidesFlux.test(now)) {
      inFlux = true;
      effects.tell(new MembershipEvent.InFlux(last, reason));
    }
  }

  /** In a merge nobody is thrown out for a moment: the new view will say who is in. */
  void evicted(String reason, Now now) {
    if (hidesFlux.test(now)) {
      return;
    }
    effects.tell(new MembershipEvent.Evicted(last, reason));
  }
}
