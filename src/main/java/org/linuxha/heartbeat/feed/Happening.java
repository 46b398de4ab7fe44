package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;

/**
 * What an event tells, before it has a number.
 *
 * @param subject what it is about: {@code bob}, {@code bob/eth0}, {@code cib@bob}
 * @param reason why, in a few words; null if there is nothing to say
 * @param evidence what a decision was based on; null if it was no decision
 * @param text the whole of it as one sentence for people
 */
record Happening(
    EventType type, Moment moment, String subject, JsonObject data, String reason, JsonObject evidence, String text) {

  Happening(EventType type, Moment moment, String subject, JsonObject data, String reason, String text) {
    this(type, moment, subject, data, reason, null, text);
  }
}
