package org.linuxha.heartbeat.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/**
 * Asks for what we missed and answers who missed ours (wire.md 6.4). C waits up to the configured pace before it asks,
 * and answers the same question no sooner again, so a lost message holds everything behind it up for as long. Among our
 * own kind the first question comes as soon as another link can have brought it, and again soon if that is lost too;
 * it is the same question, so it needs no agreement, but a C node is spared it.
 */
final class Retransmission {
  static final String REQUEST = "NS_rexmit";
  static final String REFUSAL = "NS_nak_rexmit";
  /** At most so many numbers are served a request. */
  private static final int MAX_SERVED = 50;
  /** Among our own kind the first question waits no longer, spread over the nodes that may have the same. */
  private static final long FIRST_NANOS = 5_000_000;
  /** The second comes so long after the first, each further one after twice as long, up to the pace. */
  private static final long AGAIN_NANOS = 20_000_000;
  /** One of our kind is served again after so long: before its next question, after all that were asked together. */
  private static final long SERVED_AGAIN_NANOS = 15_000_000;

  private final Roster roster;
  private final Outbound outbound;
  private final Agenda agenda;
  private final Voice voice;
  private final RandomGenerator random;
  private final long paceMillis;
  private final Map<Peer, Requests> requests = new HashMap<>();

  /** When each missing number is asked for next, and the one timer for the earliest. */
  private static final class Requests {
    final TreeMap<Long, Due> dueBySequence = new TreeMap<>();
    long timerToken;
    long timerDueNanos = Long.MAX_VALUE;

    long earliestNanos() {
      long earliest = Long.MAX_VALUE;
      for (Due due : dueBySequence.values()) {
        earliest = Math.min(earliest, due.nanos());
      }
      return earliest;
    }
  }

  /**
   * When a number is asked for next.
   *
   * @param waitNanos how long to wait for the answer before it is asked for again
   */
  private record Due(long nanos, long waitNanos) {}

  Retransmission(
      Roster roster, Outbound outbound, Agenda agenda, Voice voice, RandomGenerator random, long paceMillis) {
    this.roster = roster;
    this.outbound = outbound;
    this.agenda = agenda;
    this.voice = voice;
    this.random = random;
    this.paceMillis = paceMillis;
  }

  /** That node's missing numbers changed: new ones are asked for after a random delay, found ones no more. */
  void missingChanged(Peer peer, Now now) {
    if (peer.window.missing().isEmpty()) {
      cancel(peer);
      return;
    }
    Requests asked = requests.computeIfAbsent(peer, key -> new Requests());
    asked.dueBySequence.keySet().retainAll(peer.window.missing());
    for (long sequence : peer.window.missing()) {
      asked.dueBySequence.computeIfAbsent(
          sequence,
          key -> {
            peer.missed++;
            long paceNanos = paceMillis * 1_000_000;
            boolean soon = isOfOurKind(peer);
            long delayNanos = random.nextLong((soon ? Math.min(FIRST_NANOS, paceNanos) : paceNanos) + 1);
            return new Due(now.nanos() + delayNanos, soon ? Math.min(AGAIN_NANOS, paceNanos) : paceNanos);
          });
    }
    schedule(peer, asked);
  }

  private static boolean isOfOurKind(Peer peer) {
    return !peer.capabilities.isEmpty();
  }

  private void schedule(Peer peer, Requests asked) {
    long earliest = asked.earliestNanos();
    if (earliest < asked.timerDueNanos) {
      agenda.drop(asked.timerToken);
      asked.timerDueNanos = earliest;
      asked.timerToken = agenda.at(Timer.Kind.REXMIT, peer.name(), earliest);
    }
  }

  void cancel(Peer peer) {
    Requests asked = requests.remove(peer);
    if (asked != null) {
      agenda.drop(asked.timerToken);
    }
  }

  void onTimer(String name, Now now) {
    Peer peer = roster.get(name);
    Requests asked = requests.get(peer);
    if (asked == null) {
      return;
    }
    asked.timerDueNanos = Long.MAX_VALUE;
    asked.dueBySequence.replaceAll(
        (sequence, due) -> {
          if (due.nanos() > now.nanos()) {
            return due;
          }
          ask(peer, sequence, now);
          return new Due(now.nanos() + due.waitNanos(), Math.min(2 * due.waitNanos(), paceMillis * 1_000_000));
        });
    schedule(peer, asked);
  }

  private void ask(Peer peer, long sequence, Now now) {
    peer.asked++;
    String number = Long.toString(sequence);
    outbound.sendUnsequenced(
        Message.ofType(REQUEST)
            .with(Fields.DESTINATION, peer.name())
            .with(Fields.FIRST_SEQUENCE, number)
            .with(Fields.LAST_SEQUENCE, number),
        now);
  }

  /** A peer missed messages of ours. */
  void serve(Peer asker, Message request, Now now) {
    OptionalLong first = request.decimal(Fields.FIRST_SEQUENCE);
    OptionalLong last = request.decimal(Fields.LAST_SEQUENCE);
    if (first.isEmpty() || last.isEmpty() || first.getAsLong() < 1 || last.getAsLong() < first.getAsLong()) {
      voice.limited(
          Code.REXMIT_INVALID,
          asker.name(),
          "Invalid rexmit seqnos from node " + asker.name() + ": "
              + request.text(Fields.FIRST_SEQUENCE) + " to " + request.text(Fields.LAST_SEQUENCE),
          now);
      return;
    }
    long highest = outbound.history().highest();
    long end = Math.min(last.getAsLong(), first.getAsLong() + MAX_SERVED - 1);
    for (long sequence = first.getAsLong(); sequence <= end; sequence++) {
      if (sequence > highest) {
        voice.limited(
            Code.REXMIT_TOO_HIGH,
            asker.name(),
            "Rexmit of seq " + sequence + " requested. " + highest + " is max.",
            now);
        return;
      }
      if (sequence > asker.acknowledged) {
        serveOne(asker, sequence, now);
      }
    }
  }

  private void serveOne(Peer asker, long sequence, Now now) {
    History history = outbound.history();
    Message message = history.get(sequence);
    if (message == null) {
      refuse(asker, sequence, now);
    } else if (history.mayResend(sequence, pauseNanos(asker), now.nanos())) {
      asker.resent++;
      outbound.resend(message);
    }
  }

  private long pauseNanos(Peer asker) {
    long pauseNanos = (paceMillis - 10) * 1_000_000;
    return isOfOurKind(asker) ? Math.min(SERVED_AGAIN_NANOS, pauseNanos) : pauseNanos;
  }

  private void refuse(Peer asker, long sequence, Now now) {
    voice.limited(
        Code.REXMIT_GONE,
        asker.name(),
        "Cannot rexmit pkt " + sequence + " for " + asker.name() + ": seqno too low (lowest kept is "
            + outbound.history().lowest() + ")",
        now);
    outbound.sendUnsequenced(
        Message.ofType(REFUSAL)
            .with(Fields.FIRST_SEQUENCE, Long.toHexString(sequence))
            .with(Fields.DESTINATION, asker.name())
            .with(Fields.INFO, "seqno too low"),
        now);
  }
}
