/**
 * {@code cl_status}: C Heartbeat's tool of that name with the same words, output and exit codes
 * (client-api.md 11), for machines without the C package. Plain JDK classes only: it starts often and shall
 * answer within a quarter of a second.
 */
package org.linuxha.heartbeat.cli.clstatus;
