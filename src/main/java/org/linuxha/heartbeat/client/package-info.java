/**
 * Local C programs as clients: libhbclient on {@code register}, libccmclient and libclm on {@code ccm/ccm}
 * (client-api.md 1 to 6). Frames, sessions, authorisation, and one small class a request. It lives on the
 * service loop and knows the cluster from the event stream alone.
 */
package org.linuxha.heartbeat.client;
