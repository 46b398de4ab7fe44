package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * {@code hb_standby} and {@code hb_takeover} as seen by a node that holds no resources and takes none (wire.md
 * 11.2). Giving up goes as with C: a C peer that was told {@code me} waits an hour for {@code done}. What a peer
 * wants to give up is not answered: after ten seconds it keeps its resources, which is right, for nobody
 * would have them.
 */
final class Standby {
  static final String ASK = "ask_resources";
  static final String TAKEOVER = "hb_takeover";

  /** For the first answer. */
  private static final long REPLY_NANOS = 10_000_000_000L;

  private static final String ME = "me";
  private static final String OTHER = "other";
  private static final String DONE = "done";

  private enum Phase {
    /** Nobody asked. */
    QUIET,
    /** We said {@code me} and wait for somebody who takes over. */
    ASKED,
    /** We gave up what we never had, and wait until the other one is done. */
    RELEASED
  }

  private final Outbound outbound;
  private final Agenda agenda;
  private final Voice voice;
  private final boolean enabled;
  private Phase phase = Phase.QUIET;
  private long timer;

  /**
   * @param enabled false where resources are not this daemon's: with Pacemaker, {@code -M}, auto_failback legacy
   */
  Standby(Outbound outbound, Agenda agenda, Voice voice, boolean enabled) {
    this.outbound = outbound;
    this.agenda = agenda;
    this.voice = voice;
    this.enabled = enabled;
  }

  /** {@code ask_resources}, our own too: somebody wrote it to the FIFO. */
  void onAsk(Peer sender, boolean own, Message message, Now now) {
    String what = message.text(Fields.RESOURCES_HELD, "all");
    String step = message.text(Fields.INFO, "");
    if (!enabled) {
      return;
    }
    if (own && step.equals(ME)) {
      voice.info(sender.name() + " wants to go standby [" + what + "]");
      become(Phase.ASKED, now.nanos() + REPLY_NANOS);
    } else if (!own && step.equals(ME)) {
      voice.info(sender.name() + " wants to go standby [" + what + "]; it keeps its resources, for none are taken here.");
    } else if (!own && step.equals(OTHER) && phase == Phase.ASKED) {
      voice.info("standby: " + sender.name() + " can take our " + what + " resources");
      become(Phase.RELEASED, 0);
      outbound.send(ResourceAnswers.holdings("0").with(Fields.INFO, "standby"), now);
      outbound.send(ask(what, DONE), now);
      voice.info("Local standby process completed [" + what + "].");
    } else if (!own && step.equals(DONE) && phase == Phase.RELEASED) {
      voice.info("Other node completed standby takeover of " + what + " resources.");
      become(Phase.QUIET, 0);
      outbound.send(ResourceAnswers.holdings("1"), now);
    }
  }

  /** A peer wants what we hold: C's script for this message lets its node go standby. */
  void onTakeover(boolean own, Message message, Now now) {
    if (enabled && !own) {
      outbound.send(ask(mirrored(message.text(Fields.RESOURCES_HELD, "all")), ME), now);
    }
  }

  /** What is foreign to the one is local to the other. */
  private static String mirrored(String what) {
    return switch (what) {
      case "foreign" -> "local";
      case "local", "failback" -> "foreign";
      default -> "all";
    };
  }

  private static Message ask(String what, String step) {
    return Message.ofType(ASK).with(Fields.RESOURCES_HELD, what).with(Fields.INFO, step);
  }

  void onTimer() {
    if (phase == Phase.ASKED) {
      voice.warn("No reply to standby request.  Standby request cancelled.");
      become(Phase.QUIET, 0);
    }
  }

  private void become(Phase next, long dueNanos) {
    agenda.drop(timer);
    phase = next;
    timer = dueNanos == 0 ? 0 : agenda.at(Timer.Kind.STANDBY, "", dueNanos);
  }
}
