package org.linuxha.heartbeat.feed;

import java.util.Locale;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;

/** The membership as this room knows it, kept from what the membership service tells. */
final class MembershipModel {
  /** What the last view is worth at present. */
  enum State {
    /** It holds. */
    FORMED,
    /** The members are agreeing on the next one. */
    INFLUX,
    /** The others go on without us. */
    EVICTED,
    /** There is none that anybody agreed on. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private State state = State.UNKNOWN;
  private String reason = "communication is not up yet";
  private Moment since;
  private View view;
  private Moment viewSince;
  private long ordinal;

  MembershipModel(Moment start) {
    since = start;
  }

  void apply(Agreed agreed) {
    Moment moment = new Moment(agreed.nanos(), agreed.wallMillis());
    MembershipEvent event = agreed.event();
    if (event instanceof MembershipEvent.Formed formed) {
      view = formed.view();
      viewSince = moment;
      become(State.FORMED, view.reason(), moment, agreed);
    } else if (event instanceof MembershipEvent.InFlux influx) {
      become(State.INFLUX, influx.reason(), moment, agreed);
    } else if (event instanceof MembershipEvent.Evicted evicted) {
      become(State.EVICTED, evicted.reason(), moment, agreed);
    } else if (event instanceof MembershipEvent.Unknown unknown) {
      become(State.UNKNOWN, unknown.reason(), moment, agreed);
    }
  }

  private void become(State next, String why, Moment moment, Agreed agreed) {
    state = next;
    reason = why;
    since = moment;
    ordinal = agreed.ordinal();
  }

  State state() {
    return state;
  }

  String reason() {
    return reason;
  }

  Moment since() {
    return since;
  }

  /** The last view, or null if there never was one. */
  View view() {
    return view;
  }

  /** When it was agreed on; null without a view. */
  Moment viewSince() {
    return viewSince;
  }

  /** Whether this node may act for the cluster now. */
  boolean quorum() {
    return state == State.FORMED && view.quorum();
  }

  /** Of the last cluster event that the membership reflects. */
  long ordinal() {
    return ordinal;
  }
}
