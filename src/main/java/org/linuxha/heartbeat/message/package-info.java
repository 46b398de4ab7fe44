/**
 * What travels: messages of ordered typed fields, their netstring and classic forms, compression.
 * Pure: bytes in, values out, and back (wire.md 1, 3, 4).
 */
package org.linuxha.heartbeat.message;
