/** What can go wrong, in one catalogue of stable ids. Pure, at the bottom of the house: every room may name a problem. */
package org.linuxha.heartbeat.problem;
