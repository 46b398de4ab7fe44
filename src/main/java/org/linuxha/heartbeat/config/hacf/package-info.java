/**
 * Reading ha.cf and haresources: a table of directives, one small handler each, and the checks of
 * the whole (wire.md 12). What C Heartbeat 3.0.6 accepts is accepted, with a warning where it
 * makes no sense, so that a node can be upgraded in place; exceptions stand in
 * docs/configuration.md.
 */
package org.linuxha.heartbeat.config.hacf;
