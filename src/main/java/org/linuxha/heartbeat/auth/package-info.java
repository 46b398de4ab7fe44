/**
 * Who may speak: authkeys as text and as an immutable key ring, the signing algorithms on Bouncy
 * Castle, and the rule by which a message is believed (wire.md 2). Pure.
 */
package org.linuxha.heartbeat.auth;
