package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Compares a message of ours with the recorded one, field by field. */
final class WireComparison {
  private static final long SECONDS_APART = 2;
  /** So many messages a C node sends in one turn of its loop. */
  private static final long NUMBERS_OUT_OF_TURN = 4;

  private final List<String> differences = new ArrayList<>();
  private final boolean excerpt;
  private final long numbersApart;

  /**
   * @param excerpt numbers cannot be compared: messages are missing between
   * @param numbersApart what ours sent more than C so far, by rule
   */
  WireComparison(boolean excerpt, long numbersApart) {
    this.excerpt = excerpt;
    this.numbersApart = numbersApart;
  }

  List<String> of(Message ours, Message recorded, WireRule answer) {
    Set<String> names = new LinkedHashSet<>();
    recorded.fields().forEach(field -> names.add(field.name()));
    ours.fields().forEach(field -> names.add(field.name()));
    names.forEach(name -> compare(name, ours, recorded, answer));
    List<String> ourOrder = order(ours, recorded);
    List<String> order = order(recorded, ours);
    if (!ourOrder.equals(order)) {
      differences.add("fields in the order " + ourOrder + ", C had " + order);
    }
    return differences;
  }

  private static List<String> order(Message message, Message other) {
    return message.fields().stream().map(Field::name).filter(other::has).toList();
  }

  private void compare(String name, Message ours, Message recorded, WireRule answer) {
    Field our = ours.field(name);
    Field theirs = recorded.field(name);
    if (Objects.equals(our, theirs) || (excerpt && name.equals(Fields.SEQUENCE))) {
      return;
    }
    WireRule rule = rule(name, ours, recorded, answer);
    if (rule == null) {
      differences.add(name + " is " + shown(our) + ", C had " + shown(theirs));
    } else {
      rule.used();
    }
  }

  private WireRule rule(String name, Message ours, Message recorded, WireRule answer) {
    boolean both = ours.has(name) && recorded.has(name);
    return switch (name) {
      case Fields.SEQUENCE -> both && outOfTurn(ours, recorded) <= NUMBERS_OUT_OF_TURN ? WireRule.AT_ONCE : null;
      case Fields.TIME -> both && apart(ours, recorded) <= SECONDS_APART ? WireRule.TIME : null;
      case Fields.LOAD -> both ? WireRule.LOAD : null;
      case Fields.AUTH -> ours.has(name) ? null : WireRule.SIGNATURE;
      case "_compression_algorithm" -> ours.has(name) ? null : WireRule.FIELD_COMPRESSION;
      case StatusRules.CAPABILITIES -> recorded.has(name) ? null : WireRule.CAPABILITIES;
      default -> WireRule.RESOURCE_FIELDS.contains(name) ? answer : null;
    };
  }

  private long outOfTurn(Message ours, Message recorded) {
    long apart = ours.hex(Fields.SEQUENCE).orElse(0) - recorded.hex(Fields.SEQUENCE).orElse(0);
    return Math.abs(apart - numbersApart);
  }

  private static long apart(Message ours, Message recorded) {
    return Math.abs(ours.hex(Fields.TIME).orElse(0) - recorded.hex(Fields.TIME).orElse(0));
  }

  private static String shown(Field field) {
    return field == null ? "missing" : field.value().toString();
  }
}
