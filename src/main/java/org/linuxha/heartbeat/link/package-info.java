/**
 * A verticle a medium: datagrams in, authenticated messages on the event bus, and back. Adding a
 * medium is one class that implements {@link org.linuxha.heartbeat.link.Carrier} and one line in
 * {@link org.linuxha.heartbeat.link.Carriers}.
 */
package org.linuxha.heartbeat.link;
