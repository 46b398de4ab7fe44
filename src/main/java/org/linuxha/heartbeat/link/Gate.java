package org.linuxha.heartbeat.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Rejection;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Lets believed messages of one link in, and counts the others by reason. */
final class Gate {
  /** After a change of ours the others read theirs one by one, and what we sent before still comes back to us. */
  private static final long CHANGE_OF_KEYS_NANOS = 10_000_000_000L;

  private final boolean authField;
  private final ClusterConfig.Compression compression;
  private final Supplier<String> place;
  private final Notices notices;
  private final Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
  private Envelope envelope;
  private boolean changed;
  private boolean swapped;
  private long swappedNanos;

  /**
   * @param place which link it is, for the log
   */
  Gate(KeyRing keys, ClusterConfig config, Supplier<String> place, Notices notices) {
    this.authField = config.messageFormat() == ClusterConfig.MessageFormat.CLASSIC;
    this.compression = config.compression();
    this.place = place;
    this.notices = notices;
    swapKeys(keys);
  }

  /** From now on these keys alone count. */
  void swapKeys(KeyRing keys) {
    if (envelope != null) {
      swapped = true;
      swappedNanos = notices.nowNanos();
    }
    envelope = new Envelope(keys, authField, compression);
  }

  Envelope envelope() {
    return envelope;
  }

  /** The message in that packet, or null if it is not to be believed or not one. */
  Message admit(byte[] packet, Object source) {
    Unpacked unpacked = envelope.unpack(packet);
    if (unpacked instanceof Unpacked.Accepted accepted) {
      if (accepted.foreignActive()) {
        sayForeignKey(accepted);
      }
      return accepted.message();
    }
    reject((Unpacked.Rejected) unpacked, source);
    return null;
  }

  private void reject(Unpacked.Rejected refused, Object source) {
    Rejection reason = refused.reason();
    long count = counts.merge(reason, 1L, Long::sum);
    changed = true;
    notices.say(reason.word(), () -> new Problem(
        reason.code(),
        place.get(),
        "packet from " + source + " dropped: " + refused.detail() + "; " + count + " of this kind so far."));
  }

  private void sayForeignKey(Unpacked.Accepted accepted) {
    if (swapped && notices.nowNanos() - swappedNanos < CHANGE_OF_KEYS_NANOS) {
      return;
    }
    notices.say("foreign key " + accepted.index(), () -> new Problem(
        Code.KEYS_DIFFER,
        place.get(),
        "node " + accepted.message().text(Fields.SOURCE) + " signs with key " + accepted.index()
            + " of authkeys, we with another."));
  }

  /** All counts since the start if one changed since the last call, else null. */
  Map<String, Long> takeChanged() {
    if (!changed) {
      return null;
    }
    changed = false;
    Map<String, Long> words = new TreeMap<>();
    counts.forEach((reason, count) -> words.put(reason.word(), count));
    return words;
  }
}
