package org.linuxha.heartbeat.log;

import java.util.stream.Collectors;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Views and what happens between them, a line each; every step of the state machine when debugging. */
final class MembershipLog {
  private static final Logger LOG = LoggerFactory.getLogger("org.linuxha.heartbeat.membership");

  void onEvent(MembershipEvent event) {
    if (event instanceof MembershipEvent.Formed formed) {
      LOG.info("ccm: {}", sentence(formed.view()));
    } else if (event instanceof MembershipEvent.InFlux influx) {
      LOG.info("ccm: the membership {} no longer holds, the next is being made: {}", influx.last().instance(), influx.reason());
    } else if (event instanceof MembershipEvent.Evicted evicted) {
      LOG.warn("ccm: this node is not in the membership any more and asks to be taken in again: {}", evicted.reason());
    } else if (event instanceof MembershipEvent.Unknown unknown) {
      LOG.info("ccm: the membership is unknown: {}", unknown.reason());
    } else if (event instanceof MembershipEvent.Notice notice) {
      Words.say(LOG, notice.severity(), notice.code(), "ccm: " + notice.text());
    } else if (event instanceof MembershipEvent.Step step) {
      LOG.debug("ccm: node state {} -> {}: {}", step.from(), step.to(), step.reason());
    }
  }

  /** {@code instance 4 (view 3), members n1(1) n2(3), leader n1, quorum, left n3: n3 is dead: no status for 510 ms}. */
  static String sentence(View view) {
    StringBuilder text = new StringBuilder();
    text.append("instance ").append(view.instance()).append(" (view ").append(view.number()).append("), members ");
    text.append(view.members().stream().map(MembershipLog::memberAndBirth).collect(Collectors.joining(" ")));
    text.append(", leader ").append(view.leader());
    text.append(view.quorum() ? ", quorum" : ", no quorum");
    if (!view.joined().isEmpty()) {
      text.append(", joined ").append(String.join(" ", view.joined()));
    }
    if (!view.left().isEmpty()) {
      text.append(", left ").append(String.join(" ", view.left()));
    }
    return text.append(": ").append(view.reason()).toString();
  }

  private static String memberAndBirth(Member member) {
    return member.name() + "(" + member.bornOn() + ")";
  }
}
