package org.linuxha.heartbeat.cluster;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Where our heart may differ from the recorded C nodes, each with its reason. Everything else must be
 * equal: every field, its place, every message. A rule that no capture needs is a mistake in this list.
 */
enum WireRule {
  TIME("ts", "the second in which the message was made: ours is made up to one keepalive before C gets round to it"),
  LOAD("ld", "the load of the machine at that moment"),
  SIGNATURE("auth", "is added when the message is encoded, behind the heart; VectorsTest recomputes it"),
  CAPABILITIES("hbcaps", "our own kind knows one another by it; C ignores unknown fields (design)"),
  FIELD_COMPRESSION("_compression_algorithm", "stands behind the header when the encoder compressed a field"
      + " (wire.md 3.2), behind the heart"),

  AT_ONCE("seq", "ours asks and answers at once, C at its next tick (wire.md 9.1): what is sent between has its"
      + " number before or after"),
  RESOURCE_ANSWER("C manages resources and tells how far it is; ours holds none, is always stable and says so at"
      + " once (wire.md 11.1, duty 1)"),
  UNASKED_RESOURCE_ANSWER("C is deaf to `starting` while it has not sent its own; ours has no such state and answers"),
  ADDRESS_ANSWER("C owns the address that is asked for; ours never does (wire.md 11.1, duty 5)"),
  STATUS_OUT_OF_TURN("C repeats its status when it starts children and when it stops (wire.md 9.1, 9.7); ours is"
      + " made to by an early tick"),
  LINGERING("C's last seconds: it stops its children one by one and waits between (wire.md 9.7); ours is gone"),
  STOP_THAT_NEVER_ENDS("C loses its `shutdone` with msgfmt netstring and haresources, and waits for ever (wire.md 1.4)"),
  ACKNOWLEDGED_MORE("C waits with acknowledging until nothing is missing, and leaves out numbers that came first or"
      + " out of order; ours acknowledges what is complete, or steady loss would stall the sender (wire.md 6.5)");

  private static final Map<WireRule, Integer> USED = new EnumMap<>(WireRule.class);

  /** The field it is about, or null. */
  final String field;
  final String reason;

  WireRule(String reason) {
    this(null, reason);
  }

  WireRule(String field, String reason) {
    this.field = field;
    this.reason = reason;
  }

  /** That rule excused a difference. */
  void used() {
    synchronized (USED) {
      USED.merge(this, 1, Integer::sum);
    }
  }

  static Map<WireRule, Integer> usedTimes() {
    synchronized (USED) {
      return new EnumMap<>(USED);
    }
  }

  /** Fields that a rule of the house's resource answers may change. */
  static final Set<String> RESOURCE_FIELDS = Set.of("rsc_hold", "isstable", "info", "weown");
}
