/**
 * Where the rooms meet: event-bus addresses and payload records, the two event loops, and the only
 * home of Vert.x and Netty internals and of natives.
 */
package org.linuxha.heartbeat.bus;
